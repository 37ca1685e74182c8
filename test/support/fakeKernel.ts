import { virtualAddress } from '../../core/base/address';
import type { KernelNumbers } from '../../core/arch/architecture';
import type { DumpedMachine } from '../../core/dump/dumpImage';
import type { ElfNote } from '../../core/dump/elfNotes';
import type { FakeMemory } from './fakeMemory';

interface Numbers {
  readonly release?: string;
  readonly symbols?: Record<string, bigint>;
  readonly numbers?: Record<string, bigint>;
  readonly texts?: Record<string, string> | undefined;
  readonly pageSizeBytes?: number | undefined;
}

export function kernelNumbers({
  release,
  symbols = {},
  numbers = {},
  texts = {},
  pageSizeBytes,
}: Numbers): KernelNumbers {
  return {
    release,
    pageSizeBytes,
    symbol: (name) => {
      const value = symbols[name];
      return value === undefined ? undefined : virtualAddress(value);
    },
    number: (name) => numbers[name],
    text: (key) => texts[key],
  };
}

export function machine(name: string): DumpedMachine {
  return { name, littleEndian: true, wordSizeBytes: 8 };
}

/** struct uts_namespace: a reference count, then names of 65 bytes each. */
export function writeUtsNamespace(memory: FakeMemory, physical: bigint, release: string): void {
  const bytes = Buffer.alloc(4 + 6 * 65);
  for (const [index, name] of ['Linux', 'crashy', release, '#1 SMP', 'x86_64', '(none)'].entries()) {
    bytes.write(name, 4 + index * 65, 'latin1');
  }
  memory.write(physical, bytes);
}

/** QEMUCPUState, version 1. */
export function qemuCpuNote({ rip, cr3, cr4 }: { rip: bigint; cr3: bigint; cr4: bigint }): ElfNote {
  const description = Buffer.alloc(440);
  description.writeUInt32LE(1, 0);
  description.writeUInt32LE(440, 4);
  description.writeBigUInt64LE(rip, 136);
  description.writeBigUInt64LE(cr3, 416);
  description.writeBigUInt64LE(cr4, 424);
  return {
    name: 'QEMU',
    type: 0,
    littleEndian: true,
    sizeBytes: description.length,
    description,
    readStart: (sizeBytes) => description.subarray(0, sizeBytes),
  };
}
