import type { FakeLayout } from './fakeKernelMemory';
import { writeElf } from './elfWriter';
import { PrintkRingBuilder } from './printkRing';

/** Where Linux maps its image (x86-64), here onto physical address 0. */
const imageAt = 0xffff_ffff_8000_0000n;
const sizeBytes = 4 * 1024 * 1024;
const largePageBytes = 2 * 1024 * 1024;

const physical = { topTable: 0x1000, middleTable: 0x2000, lowerTable: 0x3000, names: 0x4000 };

/** A ring that lies inside of the image of `CrashDumpBuilder`. */
export function ringInImage(countBits = 8, sizeBits = 14): PrintkRingBuilder {
  return new PrintkRingBuilder(countBits, sizeBits, undefined, false, {
    pointer: imageAt + 0x10_0000n,
    ring: imageAt + 0x10_1000n,
    descriptors: imageAt + 0x11_0000n,
    infos: imageAt + 0x20_0000n,
    text: imageAt + 0x30_0000n,
  });
}

export const release = '6.1.0-test-amd64';

/** A whole x86-64 ELF dump in a few megabytes: page tables, names, a log, VMCOREINFO and the notes of cpus. */
export class CrashDumpBuilder {
  readonly memory = new Uint8Array(sizeBytes);
  /** Lines of VMCOREINFO beside those that the log and the page tables need. */
  readonly lines: string[] = ['CRASHTIME=1795247756', 'KERNELOFFSET=1c00000'];
  /** Whether the file carries VMCOREINFO. */
  hasVmcoreinfo = true;
  cpuCount = 2;
  private readonly view = new DataView(this.memory.buffer);

  constructor(private readonly ring: PrintkRingBuilder) {
    this.writePageTables();
    this.writeNames();
    const { addresses } = ring;
    const parts: [bigint, Uint8Array][] = [
      [addresses.ring, ring.ringStruct()],
      [addresses.descriptors, ring.descriptors],
      [addresses.infos, ring.infos],
      [addresses.text, ring.text],
    ];
    for (const [address, bytes] of parts) this.memory.set(bytes, Number(address - imageAt));
    this.view.setBigUint64(Number(addresses.pointer - imageAt), addresses.ring, true);
  }

  bytes(): Uint8Array {
    const cpus = Array.from({ length: this.cpuCount }, () => ({
      name: 'CORE',
      type: 1,
      description: new Uint8Array(336),
    }));
    const vmcoreinfo = { name: 'VMCOREINFO', type: 0, description: Buffer.from(this.vmcoreinfo()) };
    return writeElf({
      segments: [{ physicalAddress: 0n, data: this.memory }],
      notes: [...cpus, ...(this.hasVmcoreinfo ? [vmcoreinfo] : [])],
    });
  }

  private vmcoreinfo(): string {
    const symbol = (name: string, at: number): string =>
      `SYMBOL(${name})=${(imageAt + BigInt(at)).toString(16)}`;
    return [
      `OSRELEASE=${release}`,
      'PAGESIZE=4096',
      'NUMBER(phys_base)=0',
      'NUMBER(pgtable_l5_enabled)=0',
      symbol('init_top_pgt', physical.topTable),
      symbol('init_uts_ns', physical.names),
      'OFFSET(uts_namespace.name)=4',
      ...layoutLines(this.ring.layout()),
      ...this.lines,
      '',
    ].join('\n');
  }

  private writePageTables(): void {
    const tableFlags = 0x67;
    const largePageFlags = 0xe7;
    this.view.setBigUint64(physical.topTable + 511 * 8, BigInt(physical.middleTable | tableFlags), true);
    this.view.setBigUint64(physical.middleTable + 510 * 8, BigInt(physical.lowerTable | tableFlags), true);
    for (let page = 0; page < sizeBytes / largePageBytes; page++) {
      this.view.setBigUint64(
        physical.lowerTable + page * 8,
        BigInt((page * largePageBytes) | largePageFlags),
        true,
      );
    }
  }

  private writeNames(): void {
    ['Linux', 'crashy', release, '#1 SMP test', 'x86_64', '(none)'].forEach((text, index) => {
      this.memory.set(Buffer.from(text), physical.names + 4 + index * 65);
    });
  }
}

function layoutLines({ symbols, offsets, sizes, lengths }: FakeLayout): string[] {
  return [
    ...Object.entries(symbols).map(([name, value]) => `SYMBOL(${name})=${value.toString(16)}`),
    ...Object.entries(offsets).map(([name, value]) => `OFFSET(${name})=${value}`),
    ...Object.entries(sizes).map(([name, value]) => `SIZE(${name})=${value}`),
    ...Object.entries(lengths).map(([name, value]) => `LENGTH(${name})=${value}`),
  ];
}
