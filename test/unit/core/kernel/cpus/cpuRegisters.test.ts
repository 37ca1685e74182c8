import assert from 'node:assert/strict';
import { readCpuRegisters } from '../../../../../core/kernel/cpus/cpuRegisters';
import { readPanicCpu, findPanicTaskInLog } from '../../../../../core/kernel/cpus/panicCpu';
import type { ElfNote } from '../../../../../core/dump/elfNotes';
import { virtualAddress } from '../../../../../core/base/address';
import { BtfBuilder } from '../../../../support/btfBuilder';
import { FakeKernelMemory } from '../../../../support/fakeKernelMemory';
import { machine } from '../../../../support/fakeKernel';
import { FakeObjects } from '../../../../support/fakeObjects';

const ripOffset = 112 + 16 * 8;
const bufferSizeBytes = 0x1000n;

function note(name: string, pid: number, rip: bigint): ElfNote {
  const description = Buffer.alloc(336);
  description.writeUInt32LE(pid, 32);
  description.writeBigUInt64LE(rip, ripOffset);
  const readStart = (sizeBytes: number): Uint8Array => description.subarray(0, sizeBytes);
  const type = name === 'CORE' ? 1 : 0;
  return { name, type, littleEndian: true, sizeBytes: description.length, description, readStart };
}

/** A kernel with four cpus, of which those wrote a note into their buffer. */
function kernelWithNotes(cpus: readonly number[]): FakeObjects {
  const btf = new BtfBuilder();
  const u32 = btf.integer('unsigned int', 4);
  btf.struct('elf64_note', 12, [['n_namesz', u32, 0]]);
  btf.struct('words', 64, [['first', btf.integer('u64', 8), 0]]);
  const fake = new FakeObjects(btf);
  const words = (name: string, ...values: readonly bigint[]): void => {
    const address = fake.allocate('words');
    values.forEach((value, index) => {
      fake.memory.write64(BigInt.asUintN(32, address) + BigInt(index * 8), value);
    });
    fake.symbols.set(name, address);
  };
  const buffers = fake.allocate('words', 4);
  words('nr_cpu_ids', 4n);
  words('__cpu_possible_mask', 0xfn);
  words('__per_cpu_offset', ...[0n, 1n, 2n, 3n].map((cpu) => buffers - 0x100n + cpu * bufferSizeBytes));
  words('crash_notes', 0x100n);
  for (const cpu of [0, 1, 2, 3]) {
    const size = cpus.includes(cpu) ? 5n : 0n;
    fake.memory.write64(BigInt.asUintN(32, buffers + BigInt(cpu) * bufferSizeBytes), size);
  }
  return fake;
}

const dump = (...notes: readonly ElfNote[]) => ({ notes, machine: machine('x86_64') });

describe('registers of cpus', () => {
  it('belong to the cpus whose buffers the kernel wrote, not to the first ones', () => {
    const { objects } = kernelWithNotes([1, 3]);
    const found = readCpuRegisters(dump(note('CORE', 10, 0x11n), note('CORE', 30, 0x33n)), objects);
    assert.deepEqual(
      found.map(({ cpu, pid, registers }) => [cpu, pid, registers.get('rip')]),
      [
        [1, 10, 0x11n],
        [3, 30, 0x33n],
      ],
    );
  });

  it('are taken in their order where the buffers tell of another number, or there are none', () => {
    const notes = [note('CORE', 10, 0x11n), note('CORE', 30, 0x33n)];
    const { objects } = kernelWithNotes([1, 2, 3]);
    assert.deepEqual(
      readCpuRegisters(dump(...notes), objects).map(({ cpu }) => cpu),
      [0, 1],
    );
    assert.deepEqual(
      readCpuRegisters(dump(...notes), undefined).map(({ cpu }) => cpu),
      [0, 1],
    );
  });

  it('of a machine that QEMU dumped are of every cpu, and name no task', () => {
    const { objects } = kernelWithNotes([1]);
    const notes = [note('CORE', 1, 0x11n), note('CORE', 2, 0x22n), note('QEMU', 0, 0n)];
    assert.deepEqual(
      readCpuRegisters(dump(...notes), objects).map(({ cpu, pid }) => [cpu, pid]),
      [
        [0, undefined],
        [1, undefined],
      ],
    );
  });
});

describe('the cpu that panicked', () => {
  const symbols = (address: bigint) => ({
    findByName: (name: string) =>
      name === 'panic_cpu' ? { name, type: 'D', address: virtualAddress(address) } : undefined,
  });
  const words = { littleEndian: true, wordSizeBytes: 8 } as const;

  it('is what the kernel noted, unless none did', () => {
    const memory = new FakeKernelMemory();
    memory.addU32(0x1000n, 3);
    memory.addU32(0x2000n, 0xffff_ffff);
    assert.equal(readPanicCpu(memory, symbols(0x1000n), words), 3);
    assert.equal(readPanicCpu(memory, symbols(0x2000n), words), undefined);
    assert.equal(readPanicCpu(memory, symbols(0x3000n), words), undefined);
  });

  it('is in the log, with its task', () => {
    const find = (...lines: string[]) =>
      findPanicTaskInLog(
        { total: lines.length, text: (index) => lines[index] },
        { logIndex: 0, message: '' },
      );
    assert.deepEqual(find('Oops', 'CPU: 3 PID: 71 Comm: kworker/3:1 Not tainted 6.1.0'), {
      cpu: 3,
      pid: 71,
      comm: 'kworker/3:1',
    });
    assert.deepEqual(find('CPU: 0 UID: 1000 PID: 7 Comm: a b Kdump: loaded Tainted: G'), {
      cpu: 0,
      pid: 7,
      comm: 'a b',
    });
    assert.equal(find('Oops', 'nothing'), undefined);
  });
});
