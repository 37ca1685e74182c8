import { countAtOrBefore } from '../base/countAtOrBefore';
import type { VirtualAddress } from '../base/address';
import type { KernelSymbol, SymbolAt, SymbolTable } from './symbolTable';

/** Per-cpu symbols of some kernels are further below the text than this, near zero; no address belongs to them. */
export const imageReachBytes = 1n << 31n;

/** A table made from a list of symbols, as files have it. */
export class SortedSymbols implements SymbolTable {
  private readonly sorted: readonly KernelSymbol[];
  private byName: ReadonlyMap<string, KernelSymbol> | undefined;
  private readonly lowest: bigint;

  /** @param text an address in the kernel image */
  constructor(symbols: readonly KernelSymbol[], text: bigint) {
    this.sorted = [...symbols].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
    this.lowest = text - imageReachBytes;
  }

  get count(): number {
    return this.sorted.length;
  }

  findByName(name: string): KernelSymbol | undefined {
    this.byName ??= firstByName(this.sorted);
    return this.byName.get(name);
  }

  findByAddress(address: VirtualAddress): SymbolAt | undefined {
    const next = this.countAtOrBefore(address);
    const start = this.sorted[next - 1]?.address;
    if (start === undefined || start < this.lowest) return undefined;
    // Of several symbols with one address the kernel prints the first.
    const symbol = this.sorted[this.countAtOrBefore(start - 1n)];
    const end = this.sorted[next]?.address;
    const offset = address - start;
    if (!symbol || (end === undefined && offset > 0n)) return undefined;
    return { ...symbol, offset, ...(end !== undefined && { sizeBytes: end - start }) };
  }

  symbols(): Iterable<KernelSymbol> {
    return this.sorted;
  }

  private countAtOrBefore(address: bigint): number {
    return countAtOrBefore(this.sorted, address, (symbol) => symbol.address);
  }
}

function firstByName(symbols: readonly KernelSymbol[]): ReadonlyMap<string, KernelSymbol> {
  const byName = new Map<string, KernelSymbol>();
  for (const symbol of symbols) if (!byName.has(symbol.name)) byName.set(symbol.name, symbol);
  return byName;
}
