import assert from 'node:assert/strict';
import { VmcoreError } from '../../core/base/errors';
import { readBlockDevices } from '../../core/kernel/devices/blockDevices';
import { readInterrupts } from '../../core/kernel/devices/interrupts';
import { readNetworkDevices } from '../../core/kernel/devices/networkDevices';
import { readMounts } from '../../core/kernel/files/mounts';
import { readTaskFiles } from '../../core/kernel/files/openFiles';
import { readMemoryRegions } from '../../core/kernel/memory/memoryRegions';
import { readMemoryUsage } from '../../core/kernel/memory/memoryUsage';
import { readSlabCaches } from '../../core/kernel/memory/slabs';
import { readModules } from '../../core/kernel/modules/modules';
import { openKernel } from '../../core/kernel/openKernel';
import { readProcessWords } from '../../core/kernel/tasks/processWords';
import { readCpuQueues } from '../../core/kernel/tasks/queuedTasks';
import { readSysctls } from '../../core/kernel/sysctls';
import { readTasks } from '../../core/kernel/tasks/tasks';
import { readHighResolutionTimers } from '../../core/kernel/time/highResolutionTimers';
import { readTimers } from '../../core/kernel/time/timers';
import { readWorkPools } from '../../core/kernel/time/workPools';
import { TaskTable } from '../../core/report/tasks/taskTable';
import type { KernelObjects } from '../../core/types/kernelObjects';
import { requireDump } from './lab/labDump';

const unnamed = (): undefined => undefined;

const readers: readonly ((objects: KernelObjects) => unknown)[] = [
  readModules,
  readMemoryUsage,
  readSlabCaches,
  readMounts,
  readBlockDevices,
  readNetworkDevices,
  readSysctls,
  readCpuQueues,
  (objects) => readInterrupts(objects, unnamed),
  (objects) => readTimers(objects, unnamed),
  (objects) => readHighResolutionTimers(objects, unnamed),
  (objects) => readWorkPools(objects, unnamed),
  (objects) => readTasks(objects).tasks.map((task) => readTaskFiles(task)),
  (objects) => readTasks(objects).tasks.map(({ mm }) => mm && readMemoryRegions(objects, mm)),
  (objects) => readTasks(objects).tasks.map(({ mm }) => mm && readProcessWords(objects, mm, 'environment')),
  (objects) => new TaskTable(objects, readTasks(objects).tasks, 0).rows(0, Infinity),
];

/** Some words of memory are not what they were: a bit, a byte or all of it; the same ones whenever they are read. */
function corrupted(objects: KernelObjects, rate: number, seed: number): KernelObjects {
  const { memory } = objects;
  const damaged = Object.create(memory) as typeof memory;
  damaged.read = (address, into) => {
    const gaps = memory.read(address, into);
    for (let offset = 0; offset < into.length; offset += 8) {
      const luck = hash(Number((address + BigInt(offset)) & 0xffff_ffffn), seed);
      if (luck >= rate * 2 ** 32) continue;
      const kind = hash(luck, seed);
      const at = Math.min(into.length - 1, offset + (kind & 7));
      if (kind % 3 === 0) into.fill(0, offset, Math.min(into.length, offset + 8));
      else into[at] = kind % 3 === 1 ? (into[at] ?? 0) ^ (1 << ((kind >>> 8) & 7)) : kind >>> 24;
    }
    return gaps;
  };
  return Object.create(objects, { memory: { value: damaged } }) as KernelObjects;
}

function problemsOf(answer: unknown): readonly unknown[] {
  const { problems = [] } = answer as { readonly problems?: readonly unknown[] };
  return problems;
}

/** murmur3's last mixing: evenly spread over 32 bits. */
function hash(value: number, seed: number): number {
  let mixed = (value ^ Math.imul(seed, 0x9e37_79b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

describe('the machine of a real dump whose memory is damaged', function () {
  this.timeout(300_000);

  for (const rate of [0.0005, 0.005, 0.03]) {
    it(`is read as far as it goes, with ${rate * 100} % of the words wrong`, async () => {
      const kernel = await openKernel(requireDump('x86-6.12-kdump-elf').path);
      let answered = 0;
      let problemCount = 0;
      for (let seed = 1; seed <= 12; seed++) {
        const objects = corrupted(kernel.objects, rate, seed);
        for (const read of readers) {
          try {
            problemCount += problemsOf(read(objects)).length;
            answered++;
          } catch (error) {
            assert.ok(
              error instanceof VmcoreError,
              `seed ${seed}: ${error instanceof Error ? error.stack : ''}`,
            );
          }
        }
      }
      kernel.dump.close();
      assert.ok(problemCount > 0, 'the damage is seen');
      assert.ok(answered > readers.length * 6, `${answered} answers`);
    });
  }
});
