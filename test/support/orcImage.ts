import { virtualAddress } from '../../core/base/address';
import { orcFormats, type OrcEntry, type OrcFormat } from '../../core/unwind/orcEntry';
import { OrcTable } from '../../core/unwind/orcTable';
import { OrcTables } from '../../core/unwind/orcTables';
import type { KernelSymbol, SymbolAt } from '../../core/symbols/symbolTable';
import { FakeKernelMemory } from './fakeKernelMemory';

export const textStart = 0xffff_ffff_8100_0000n;
export const textSizeBytes = 0x10_0000n;
const addressesPlace = 0xffff_ffff_8200_0000n;
const entriesPlace = 0xffff_ffff_8280_0000n;

/** A function of the built kernel: what is at offset 0 and at further offsets of its code. */
export interface BuiltFunction {
  readonly name: string;
  readonly sizeBytes: number;
  readonly entries: readonly (readonly [offset: number, entry: OrcEntry])[];
}

export const orcEntry = (changes: Partial<OrcEntry> = {}): OrcEntry => ({
  spOffset: 8,
  bpOffset: 0,
  spRegister: 'sp',
  bpRegister: 'undefined',
  type: 'call',
  signal: false,
  ...changes,
});

export const pageFaultEntry = orcEntry({ type: 'regs-partial', signal: true });

export function orcFormat(since: string): OrcFormat {
  const format = orcFormats.find((candidate) => candidate.since === since);
  if (!format) throw new Error(`no format ${since}`);
  return format;
}

/** The bit fields that mean `entry` in that format, found by asking for each. */
export function orcFlags(entry: OrcEntry, format: OrcFormat): number {
  const wanted = JSON.stringify({ ...entry, spOffset: 0, bpOffset: 0 });
  for (let flags = 0; flags < 0x1000; flags++) {
    const decoded = format.decode(0, 0, flags);
    if (decoded && JSON.stringify({ ...entry, ...decoded }) === wanted) return flags;
  }
  throw new Error(`${format.since} cannot say ${wanted}`);
}

/** A kernel image with nothing but functions and their ORC entries. */
export class OrcImage {
  readonly memory = new FakeKernelMemory();
  private readonly functions: { readonly address: bigint; readonly built: BuiltFunction }[] = [];
  private readonly format: OrcFormat;

  constructor(functions: readonly BuiltFunction[], since = '6.4') {
    this.format = orcFormat(since);
    let address = textStart;
    for (const built of functions) {
      this.functions.push({ address, built });
      address += BigInt(built.sizeBytes);
    }
    this.writeTables();
  }

  /** Of an instruction. */
  at(name: string, offset = 0): bigint {
    const found = this.functions.find(({ built }) => built.name === name);
    if (!found) throw new Error(`no function ${name}`);
    return found.address + BigInt(offset);
  }

  get tables(): OrcTables {
    return new OrcTables(this.format, [{ ranges: [this.text], table: this.table }]);
  }

  get table(): OrcTable {
    return new OrcTable(this.memory, {
      addresses: addressesPlace,
      entries: entriesPlace,
      count: this.rows.length,
    });
  }

  get text(): { readonly start: bigint; readonly end: bigint } {
    return { start: textStart, end: textStart + textSizeBytes };
  }

  readonly symbols = {
    findByName: (name: string): KernelSymbol | undefined => {
      const places: Record<string, bigint> = {
        _text: this.text.start,
        _etext: this.text.end,
        __start_orc_unwind_ip: addressesPlace,
        __start_orc_unwind: entriesPlace,
        __stop_orc_unwind: entriesPlace + BigInt(this.rows.length * 6),
      };
      const address = places[name] ?? this.functions.find(({ built }) => built.name === name)?.address;
      return address === undefined ? undefined : { name, address: virtualAddress(address), type: 't' };
    },
    findByAddress: (address: bigint): SymbolAt | undefined => {
      const found = this.functions.filter((candidate) => candidate.address <= address).at(-1);
      if (!found || address >= this.text.end) return undefined;
      return {
        name: found.built.name,
        address: virtualAddress(found.address),
        type: 't',
        offset: address - found.address,
        sizeBytes: BigInt(found.built.sizeBytes),
      };
    },
  };

  private get rows(): readonly { readonly address: bigint; readonly entry: OrcEntry }[] {
    return this.functions.flatMap(({ address, built }) =>
      built.entries.map(([offset, entry]) => ({ address: address + BigInt(offset), entry })),
    );
  }

  private writeTables(): void {
    const { rows } = this;
    const addresses = Buffer.alloc(rows.length * 4);
    const entries = Buffer.alloc(rows.length * 6);
    for (const [index, { address, entry }] of rows.entries()) {
      addresses.writeInt32LE(Number(address - addressesPlace) - index * 4, index * 4);
      entries.writeInt16LE(entry.spOffset, index * 6);
      entries.writeInt16LE(entry.bpOffset, index * 6 + 2);
      entries.writeUInt16LE(orcFlags(entry, this.format), index * 6 + 4);
    }
    this.memory.add(addressesPlace, addresses);
    this.memory.add(entriesPlace, entries);
  }
}
