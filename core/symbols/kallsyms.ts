import type { VirtualAddress } from '../base/address';
import type { KernelNumbers } from '../arch/architecture';
import type { VirtualMemory } from '../arch/virtualMemory';
import { addressEncodings, type AddressOf } from './kallsymsAddresses';
import {
  openKallsyms,
  toldKallsyms,
  type KallsymsLayout,
  type KallsymsPlaces,
  type WordLayout,
} from './kallsymsLayout';
import { KallsymsNames } from './kallsymsNames';
import { findKallsymsPlaces } from './kallsymsSearch';
import type { KernelTable } from './kernelTable';
import { imageReachBytes } from './sortedSymbols';
import type { KernelSymbol, SymbolAt, SymbolTable } from './symbolTable';

/** A symbol whose address VMCOREINFO tells as well: what decodes to it is decoded right. */
const textSymbol = '_stext';
/** Another one, of data: kernels without CONFIG_KALLSYMS_ALL do not list it. */
const dataSymbol = 'init_uts_ns';

/**
 * The kernel's own symbol table, from the dump alone, where VMCOREINFO says it is (since 6.0).
 * @returns undefined where it is not, or nothing in it decodes to the known address of `_stext`
 */
export function readKallsyms(
  memory: Memory,
  vmcoreinfo: KnownAddresses,
  words: WordLayout,
): SymbolTable | undefined {
  const places = toldKallsyms(vmcoreinfo);
  return places && decode(memory, places, vmcoreinfo, words);
}

/** The same, searched in the kernel image: for kernels whose VMCOREINFO does not say where it is. */
export function searchKallsyms(
  memory: Memory,
  vmcoreinfo: KnownAddresses,
  words: WordLayout,
): SymbolTable | undefined {
  const text = vmcoreinfo.symbol(textSymbol);
  if (text === undefined) return undefined;
  for (const places of findKallsymsPlaces(memory, text, words)) {
    const found = decode(memory, places, vmcoreinfo, words);
    const data = found?.findByName(dataSymbol)?.address ?? vmcoreinfo.symbol(dataSymbol);
    if (found && data === vmcoreinfo.symbol(dataSymbol)) return found;
  }
  return undefined;
}

type Memory = Pick<VirtualMemory, 'read'>;
type KnownAddresses = Pick<KernelNumbers, 'symbol'>;

function decode(
  memory: Memory,
  places: KallsymsPlaces,
  vmcoreinfo: KnownAddresses,
  words: WordLayout,
): SymbolTable | undefined {
  const layout = openKallsyms(memory, places, words);
  const text = vmcoreinfo.symbol(textSymbol);
  if (!layout || text === undefined) return undefined;
  const names = new KallsymsNames(layout);
  for (const sortedIndex of [...layout.sortedIndexes, undefined]) {
    const index = findIndex(names, layout, sortedIndex, textSymbol);
    const addressOf = addressEncodings(layout).find(
      (encoding) => index !== undefined && encoding(index) === text,
    );
    if (addressOf) return new Kallsyms(layout, names, addressOf, text, sortedIndex);
  }
  return undefined;
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
    const index = findIndex(this.names, this.layout, this.sortedIndex, name);
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

/** The number of the first symbol of that name, found by halving the index that is sorted by name, if there is one. */
function findIndex(
  names: KallsymsNames,
  layout: KallsymsLayout,
  sortedIndex: KernelTable | undefined,
  name: string,
): number | undefined {
  if (!sortedIndex) return names.scanFor(name);
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
