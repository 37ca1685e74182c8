import { virtualAddress, type VirtualAddress } from '../base/address';
import { lazy } from '../base/lazy';
import { StructView } from '../base/structView';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { KernelSymbol, SymbolAt, SymbolList } from './symbolTable';

/** Where a module keeps its symbols (struct mod_kallsyms, include/linux/module.h). */
export interface ModuleSymbolsPlace {
  /** Elf64_Sym for each, their values being addresses since the module was loaded. */
  readonly table: bigint;
  readonly count: number;
  readonly names: bigint;
  /** A letter for each; before 5.2 in place of the symbol's own kind (st_info). */
  readonly types?: bigint;
  /** Where the parts of its code end, which is where the last function of each does. */
  readonly codeEnds: readonly bigint[];
}

/** Ten times what the largest module has. */
const maxSymbols = 1 << 18;
/** KSYM_NAME_LEN of 6.1 and later. */
const maxNameLength = 512;

// Elf64_Sym
const entrySizeBytes = 24;
const kindOffset = 4;
const sectionOffset = 6;
const valueOffset = 8;

interface Entry {
  readonly value: bigint;
  /** Addresses of its name, and of the letter of its type. */
  readonly name: bigint;
  readonly type: bigint;
}

/** The symbols of one module on a 64-bit little-endian machine, read when first asked for. */
export class ModuleSymbols implements SymbolList {
  private readonly entries = lazy(() => this.readEntries());

  constructor(
    private readonly memory: Pick<VirtualMemory, 'read'>,
    private readonly place: ModuleSymbolsPlace,
  ) {}

  findByAddress(address: VirtualAddress): SymbolAt | undefined {
    const entries = this.entries();
    const next = countAtOrBefore(entries, address);
    for (let end = next; end > 0;) {
      const value = entries[end - 1]?.value ?? 0n;
      const start = countAtOrBefore(entries, value - 1n);
      const symbol = this.firstNamed(entries.slice(start, end));
      if (symbol) {
        const limit = this.endOf(address, this.nextNamed(entries, next));
        return {
          ...symbol,
          offset: address - value,
          ...(limit !== undefined && { sizeBytes: limit - value }),
        };
      }
      end = start;
    }
    return undefined;
  }

  *symbols(): Generator<KernelSymbol> {
    for (const entry of this.entries()) {
      const symbol = this.firstNamed([entry]);
      if (symbol) yield symbol;
    }
  }

  /** Of several symbols with one address the kernel prints the first that is a name (find_kallsyms_symbol()). */
  private firstNamed(entries: readonly Entry[]): KernelSymbol | undefined {
    for (const entry of entries) {
      const name = this.readName(entry.name);
      if (name === undefined || isMappingSymbol(name)) continue;
      return { name, address: virtualAddress(entry.value), type: this.readType(entry) };
    }
    return undefined;
  }

  /** Where the first of the entries from `index` on lies that is a name. */
  private nextNamed(entries: readonly Entry[], index: number): bigint | undefined {
    for (let at = index; at < entries.length; at++) {
      const entry = entries[at];
      if (entry && this.firstNamed([entry])) return entry.value;
    }
    return undefined;
  }

  /** Where the function around the address ends: at the next symbol, or with the code. */
  private endOf(address: bigint, nextSymbol: bigint | undefined): bigint | undefined {
    const ends = [...this.place.codeEnds, ...(nextSymbol === undefined ? [] : [nextSymbol])];
    return ends
      .filter((end) => end > address)
      .reduce<bigint | undefined>(
        (least, end) => (least === undefined || end < least ? end : least),
        undefined,
      );
  }

  /** By address; undefined symbols, which other code defines, are left out. */
  private readEntries(): readonly Entry[] {
    const count = Math.min(this.place.count, maxSymbols);
    const bytes = new Uint8Array(count * entrySizeBytes);
    const gaps = this.memory.read(virtualAddress(this.place.table), bytes);
    const readable = Math.floor((gaps[0]?.offset ?? bytes.length) / entrySizeBytes);
    const view = new StructView(bytes, true);
    const entries: Entry[] = [];
    for (let at = 0; at < readable * entrySizeBytes; at += entrySizeBytes) {
      if (view.u16(at + sectionOffset) === 0) continue;
      const index = BigInt(at / entrySizeBytes);
      const ownKind = this.place.table + BigInt(at + kindOffset);
      const type = this.place.types === undefined ? ownKind : this.place.types + index;
      entries.push({
        value: view.u64(at + valueOffset),
        name: this.place.names + BigInt(view.u32(at)),
        type,
      });
    }
    return entries.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  }

  /** Where the dump lacks the letter it is code, as most are. */
  private readType({ type }: Entry): string {
    const byte = new Uint8Array(1);
    const isThere = this.memory.read(virtualAddress(type), byte).length === 0;
    const letter = String.fromCharCode(byte[0] ?? 0);
    return isThere && /[A-Za-z]/.test(letter) ? letter : 't';
  }

  private readName(address: bigint): string | undefined {
    const bytes = new Uint8Array(maxNameLength);
    const [gap] = this.memory.read(virtualAddress(address), bytes);
    const end = bytes.subarray(0, gap?.offset).indexOf(0);
    return end > 0 ? Buffer.from(bytes.subarray(0, end)).toString('latin1') : undefined;
  }
}

function countAtOrBefore(entries: readonly Entry[], address: bigint): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.value ?? 0n) <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Marks for disassemblers, not names of anything (is_mapping_symbol() of include/linux/module_symbol.h). */
function isMappingSymbol(name: string): boolean {
  return /^(\.L|L0|\$)/.test(name);
}
