import type { PageTableFormat } from '../../core/arch/pageTableWalk';
import type { FakeMemory } from './fakeMemory';

/** How an architecture writes what `PageTableFormat.decode` reads. */
export interface EntryEncoder {
  table(address: bigint): bigint;
  page(address: bigint, level: string): bigint;
}

/** Builds page tables in fake memory, as a kernel would: tables are made where a mapping first needs them. */
export class PageTableBuilder {
  private nextTable: bigint;

  constructor(
    private readonly memory: FakeMemory,
    private readonly format: PageTableFormat,
    private readonly encoder: EntryEncoder,
    readonly root: bigint,
    /** Tables made on the way lie from here on. */
    tablesFrom: bigint,
    private readonly tableSizeBytes = 4096n,
  ) {
    this.nextTable = tablesFrom;
    memory.write(root, new Uint8Array(Number(tableSizeBytes)));
  }

  /** Maps the page of `level` (the last one by default) that holds `address`; returns the entry's address. */
  map(address: bigint, physical: bigint, level = this.format.levels.at(-1)!.name): bigint {
    let table = this.root;
    for (const { name, shift, indexBits } of this.format.levels) {
      const index = (address >> BigInt(shift)) & ((1n << BigInt(indexBits)) - 1n);
      const entryAddress = table + index * 8n;
      if (name === level) {
        this.memory.write64(entryAddress, this.encoder.page(physical, level));
        return entryAddress;
      }
      table = this.tableBehind(entryAddress);
    }
    throw new Error(`There is no level ${level}.`);
  }

  private readonly tables = new Map<bigint, bigint>();

  private tableBehind(entryAddress: bigint): bigint {
    const known = this.tables.get(entryAddress);
    if (known !== undefined) return known;
    const table = this.nextTable;
    this.nextTable += this.tableSizeBytes;
    this.memory.write(table, new Uint8Array(Number(this.tableSizeBytes)));
    this.memory.write64(entryAddress, this.encoder.table(table));
    this.tables.set(entryAddress, table);
    return table;
  }
}
