import type { VirtualAddress } from '../base/address';

/** A symbol of the kernel or of a module. */
export interface KernelSymbol {
  readonly name: string;
  readonly address: VirtualAddress;
  /** nm's letter: T and t text, D and d data, R and r read-only data, B and b zeroed data, A absolute … */
  readonly type: string;
}

/** The symbol that an address belongs to. */
export interface SymbolAt extends KernelSymbol {
  /** How far the address is into it, in bytes. */
  readonly offset: bigint;
  /** Up to the next symbol, as the kernel's own `func+0x1a/0x30` counts; undefined for the last one. */
  readonly sizeBytes?: bigint;
}

/** Names for addresses and addresses for names. */
export interface SymbolTable {
  readonly count: number;
  /** The first symbol of that name. */
  findByName(name: string): KernelSymbol | undefined;
  /** The symbol at or before the address; undefined outside of what the table covers. */
  findByAddress(address: VirtualAddress): SymbolAt | undefined;
  /** Every symbol in the table's order, which is by address. */
  symbols(): Iterable<KernelSymbol>;
}

/** Symbols of a module or another piece of code, which are looked up by address. */
export type SymbolList = Pick<SymbolTable, 'findByAddress' | 'symbols'>;
