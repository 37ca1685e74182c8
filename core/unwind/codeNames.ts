import type { VirtualAddress } from '../base/address';
import { lazy } from '../base/lazy';
import type { SymbolTable } from '../symbols/symbolTable';
import { isInRanges, kernelCodeRanges, type CodeRange } from './codeRanges';
import type { ModuleCode } from './moduleCode';
import { lookupAddress, type StackFrame } from './stackFrame';

/** What code a frame is in; no symbol where the tables have none. */
export interface CodeName {
  readonly symbol?: string;
  /** Of the frame's `pc`, in bytes. */
  readonly offset?: bigint;
  /** Up to the next function. */
  readonly sizeBytes?: bigint;
  /** Undefined for the kernel's own code. */
  readonly module?: string;
}

/** The variable that an address is in. */
export interface VariableName {
  readonly symbol: string;
  /** Of the address in it, in bytes. */
  readonly offset: bigint;
  /** Undefined for the kernel's own variables. */
  readonly module?: string;
}

/** nm's letters of variables. */
const variableLetters = /^[bdgrs]$/i;

/** Names of the kernel's functions and of its modules'. */
export class CodeNames {
  private readonly kernelRanges = lazy((): readonly CodeRange[] => kernelCodeRanges(this.symbols));

  constructor(
    private readonly symbols: Pick<SymbolTable, 'findByAddress' | 'findByName'>,
    private readonly modules: readonly ModuleCode[],
  ) {}

  /** Undefined where nothing is known of that address. */
  nameOf(frame: StackFrame): CodeName | undefined {
    return this.nameOfCode(lookupAddress(frame), frame.pc);
  }

  /** The function at an address that is no return address. */
  nameAt(address: VirtualAddress): CodeName | undefined {
    return this.nameOfCode(address, address);
  }

  /** Whether machine code stands there, rather than data. */
  isCode(address: VirtualAddress): boolean {
    return [this.kernelRanges(), ...this.modules.map(({ ranges }) => ranges)].some((ranges) =>
      isInRanges(address, ranges),
    );
  }

  private nameOfCode(address: VirtualAddress, pc: VirtualAddress): CodeName | undefined {
    const module = this.modules.find(({ ranges }) => isInRanges(address, ranges));
    const symbol = (module ? module.symbols : this.symbols)?.findByAddress(address);
    if (!symbol) return module && { module: module.name };
    return {
      symbol: symbol.name,
      offset: pc - symbol.address,
      ...(symbol.sizeBytes !== undefined && { sizeBytes: symbol.sizeBytes }),
      ...(module && { module: module.name }),
    };
  }

  /** Most objects are allocated and have no name: undefined for those. */
  variableAt(address: VirtualAddress): VariableName | undefined {
    const module = this.modules.find(({ memory }) => memory && isInRanges(address, memory));
    const symbol = (module ? module.symbols : this.symbols)?.findByAddress(address);
    if (!symbol || symbol.offset >= (symbol.sizeBytes ?? 1n)) return undefined;
    if (module ? isInRanges(address, module.ranges) : !variableLetters.test(symbol.type)) return undefined;
    return { symbol: symbol.name, offset: symbol.offset, ...(module && { module: module.name }) };
  }
}
