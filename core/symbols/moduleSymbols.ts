import { virtualAddress, type VirtualAddress } from '../base/address';
import { lazy } from '../base/lazy';
import { StructView } from '../base/structView';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { SymbolAt, SymbolTable } from './symbolTable';

/** Where a module keeps its symbols (struct mod_kallsyms, include/linux/module.h). */
export interface ModuleSymbolsPlace {
  /** Elf64_Sym for each, their values being addresses since the module was loaded. */
  readonly table: bigint;
  readonly count: number;
  readonly names: bigint;
  /** Where the parts of its code end, which is where the last function of each does. */
  readonly codeEnds: readonly bigint[];
}

/** Ten times what the largest module has. */
const maxSymbols = 1 << 18;
/** KSYM_NAME_LEN of 6.1 and later. */
const maxNameLength = 512;

// Elf64_Sym
const entrySizeBytes = 24;
const sectionOffset = 6;
const valueOffset = 8;

interface Entry {
  readonly value: bigint;
  readonly name: bigint;
}

/** The symbols of one module on a 64-bit little-endian machine, read when first asked for. */
export class ModuleSymbols implements Pick<SymbolTable, 'findByAddress'> {
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
      const name = this.firstName(entries.slice(start, end));
      if (name !== undefined) {
        const limit = this.endOf(address, this.nextNamed(entries, next));
        const sizeBytes = limit === undefined ? undefined : { sizeBytes: limit - value };
        return { name, address: virtualAddress(value), type: 't', offset: address - value, ...sizeBytes };
      }
      end = start;
    }
    return undefined;
  }

  /** Of several symbols with one address the kernel prints the first that is a name (find_kallsyms_symbol()). */
  private firstName(entries: readonly Entry[]): string | undefined {
    for (const entry of entries) {
      const name = this.readName(entry.name);
      if (name !== undefined && !isMappingSymbol(name)) return name;
    }
    return undefined;
  }

  /** Where the first of the entries from `index` on lies that is a name. */
  private nextNamed(entries: readonly Entry[], index: number): bigint | undefined {
    for (let at = index; at < entries.length; at++) {
      const entry = entries[at];
      if (entry && this.firstName([entry]) !== undefined) return entry.value;
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
      entries.push({ value: view.u64(at + valueOffset), name: this.place.names + BigInt(view.u32(at)) });
    }
    return entries.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
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
