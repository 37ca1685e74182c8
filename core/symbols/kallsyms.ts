import type { VirtualAddress } from '../base/address';
import type { KernelNumbers } from '../arch/architecture';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { DumpedMachine } from '../dump/dumpImage';
import { addressEncodings, type AddressOf } from './kallsymsAddresses';
import { findKallsyms, type KallsymsLayout } from './kallsymsLayout';
import { KallsymsNames } from './kallsymsNames';
import type { KernelTable } from './kernelTable';
import type { KernelSymbol, SymbolAt, SymbolTable } from './symbolTable';

/** The symbol whose address VMCOREINFO tells as well: what decodes to it is decoded right. */
const knownSymbol = '_stext';

/** The kernel image reaches less far below its text; per-cpu symbols of some kernels are far below, near zero. */
const imageReachBytes = 1n << 31n;

/**
 * The kernel's own symbol table, from the dump alone. VMCOREINFO says where it is since 6.0.
 * @returns undefined where it is not to be found, or nothing in it decodes to the known address of `_stext`
 */
export function readKallsyms(
  memory: VirtualMemory,
  vmcoreinfo: KernelNumbers,
  machine: DumpedMachine,
): SymbolTable | undefined {
  const layout = findKallsyms(memory, vmcoreinfo, machine);
  const known = vmcoreinfo.symbol(knownSymbol);
  if (!layout || known === undefined) return undefined;
  const names = new KallsymsNames(layout);
  const encodings = addressEncodings(layout);
  const encodingAt = (index: number | undefined): AddressOf | undefined =>
    index === undefined ? undefined : encodings.find((addressOf) => addressOf(index) === known);

  for (const sortedIndex of layout.sortedIndexes) {
    const addressOf = encodingAt(findSorted(names, layout, sortedIndex, knownSymbol));
    if (addressOf) return new Kallsyms(layout, names, addressOf, known, sortedIndex);
  }
  const addressOf = encodingAt(names.scanFor(knownSymbol));
  return addressOf && new Kallsyms(layout, names, addressOf, known, undefined);
}

class Kallsyms implements SymbolTable {
  readonly count: number;

  constructor(
    private readonly layout: KallsymsLayout,
    private readonly names: KallsymsNames,
    private readonly addressOf: AddressOf,
    /** The address of `_stext`. */
    private readonly text: bigint,
    /** Absent before 6.2 (and its stable backports), or where it is missing from the dump. */
    private readonly sortedIndex: KernelTable | undefined,
  ) {
    this.count = layout.count;
  }

  findByName(name: string): KernelSymbol | undefined {
    const index = this.sortedIndex
      ? findSorted(this.names, this.layout, this.sortedIndex, name)
      : this.names.scanFor(name);
    return index === undefined ? undefined : this.symbolAt(index);
  }

  findByAddress(address: VirtualAddress): SymbolAt | undefined {
    const last = this.lastAtOrBefore(address);
    const start = last === undefined ? undefined : this.addressOf(last);
    if (last === undefined || start === undefined || start < this.text - imageReachBytes) return undefined;
    const symbol = this.symbolAt(this.firstAlias(last, start));
    const end = last + 1 < this.count ? this.addressOf(last + 1) : undefined;
    const offset = address - start;
    if (!symbol || (end === undefined && offset > 0n)) return undefined;
    return { ...symbol, offset, ...(end !== undefined && { sizeBytes: end - start }) };
  }

  *symbols(): Generator<KernelSymbol> {
    let index = 0;
    for (const text of this.names.texts()) {
      const address = this.addressOf(index++);
      if (address !== undefined) yield { type: text.charAt(0), name: text.slice(1), address };
    }
  }

  private symbolAt(index: number): KernelSymbol | undefined {
    const text = this.names.textAt(index);
    const address = this.addressOf(index);
    if (text === undefined || address === undefined) return undefined;
    return { type: text.charAt(0), name: text.slice(1), address };
  }

  /** The table is sorted by address. */
  private lastAtOrBefore(address: VirtualAddress): number | undefined {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const value = this.addressOf(middle);
      if (value === undefined) return undefined;
      if (value <= address) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? low - 1 : undefined;
  }

  /** Of several symbols with one address the kernel prints the first. */
  private firstAlias(index: number, address: VirtualAddress): number {
    while (index > 0 && this.addressOf(index - 1) === address) index--;
    return index;
  }
}

/** The number of the first symbol of that name, found by halving the index that is sorted by name. */
function findSorted(
  names: KallsymsNames,
  layout: KallsymsLayout,
  sortedIndex: KernelTable,
  name: string,
): number | undefined {
  let low = 0;
  let high = layout.count;
  let found: number | undefined;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const index = sortedNumber(sortedIndex, middle);
    const text = index === undefined ? undefined : names.textAt(index);
    if (text === undefined) return undefined;
    const candidate = text.slice(1);
    if (candidate === name) found = index;
    if (candidate < name) low = middle + 1;
    else high = middle;
  }
  return found;
}

/** Three bytes, most significant first on every machine. */
function sortedNumber(table: KernelTable, position: number): number | undefined {
  if (!table.has(position * 3, 3)) return undefined;
  const { view } = table;
  return (view.u8(position * 3) << 16) | (view.u8(position * 3 + 1) << 8) | view.u8(position * 3 + 2);
}
