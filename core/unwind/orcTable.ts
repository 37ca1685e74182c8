import { virtualAddress } from '../base/address';
import type { VirtualMemory } from '../arch/virtualMemory';
import { KernelTable } from '../symbols/kernelTable';
import { orcEntrySizeBytes, type OrcEntry, type OrcFormat } from './orcEntry';

/** Ten times what a kernel with every driver built in has. */
export const maxOrcEntries = 1 << 23;

const addressSizeBytes = 4;

/** Where one image (the kernel or a module) has its table. */
export interface OrcTablePlace {
  /** s32 offsets from their own places to the code, in the order of the code. */
  readonly addresses: bigint;
  /** struct orc_entry for each of them. */
  readonly entries: bigint;
  readonly count: number;
}

/** The ORC entries of the kernel or of a module; only what a search touches is read. */
export class OrcTable {
  private readonly addresses: KernelTable;
  private readonly entries: KernelTable;
  private readonly count: number;

  constructor(memory: Pick<VirtualMemory, 'read'>, { addresses, entries, count }: OrcTablePlace) {
    this.count = Math.min(count, maxOrcEntries);
    const table = (start: bigint, sizeBytes: number): KernelTable =>
      new KernelTable(memory, virtualAddress(start), sizeBytes, true, 8);
    this.addresses = table(addresses, this.count * addressSizeBytes);
    this.entries = table(entries, this.count * orcEntrySizeBytes);
  }

  /** The entry that covers `pc`; undefined where none does, or the dump lacks it, or it has no meaning. */
  find(pc: bigint, format: OrcFormat): OrcEntry | undefined {
    const index = this.lastAtOrBefore(pc);
    return index === undefined ? undefined : this.entryAt(index, format);
  }

  private entryAt(index: number, format: OrcFormat): OrcEntry | undefined {
    const at = index * orcEntrySizeBytes;
    if (!this.entries.has(at, orcEntrySizeBytes)) return undefined;
    const { view } = this.entries;
    return format.decode(signed(view.u16(at)), signed(view.u16(at + 2)), view.u16(at + 4));
  }

  /** Of several entries with one address the last counts: the others end what stands before (unwind_orc.c). */
  private lastAtOrBefore(pc: bigint): number | undefined {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const address = this.addressAt(middle);
      if (address === undefined) return undefined;
      if (address <= pc) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? low - 1 : undefined;
  }

  private addressAt(index: number): bigint | undefined {
    const at = index * addressSizeBytes;
    if (!this.addresses.has(at, addressSizeBytes)) return undefined;
    return this.addresses.address + BigInt(at + this.addresses.view.s32(at));
  }
}

const signed = (value: number): number => (value << 16) >> 16;
