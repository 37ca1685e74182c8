import assert from 'node:assert/strict';
import { formatAddress } from '../../core/base/address';
import { readBlockDevices } from '../../core/kernel/devices/blockDevices';
import { readInterrupts } from '../../core/kernel/devices/interrupts';
import { readNetworkDevices } from '../../core/kernel/devices/networkDevices';
import { readMounts } from '../../core/kernel/files/mounts';
import { readTaskFiles } from '../../core/kernel/files/openFiles';
import type { Kernel } from '../../core/kernel/kernel';
import { readMemoryUsage } from '../../core/kernel/memory/memoryUsage';
import { countSharedPages } from '../../core/kernel/memory/sharedPages';
import { readSlabCaches } from '../../core/kernel/memory/slabs';
import { readModules } from '../../core/kernel/modules/modules';
import { openKernel } from '../../core/kernel/openKernel';
import { readCpuQueues, type QueuedTask } from '../../core/kernel/tasks/queuedTasks';
import { readTasks } from '../../core/kernel/tasks/tasks';
import { readTimers } from '../../core/kernel/time/timers';
import { functionNames } from '../../core/report/stacks/functionNames';
import { crashAnswers } from './lab/crashAnswers';
import { listedDumps, type LabDump } from './lab/labDump';

/** One of the machine's facts: how crash is asked, what its lines say, and ours of the same. */
interface Fact {
  readonly command: string;
  readonly theirs: RegExp;
  readonly ours: (kernel: Kernel) => readonly (readonly (string | number | undefined)[])[];
  /** crash lists some in an order of its own. */
  readonly unordered?: boolean;
}

const facts: Readonly<Record<string, Fact>> = {
  modules: {
    command: 'mod',
    theirs: /^([0-9a-f]{16}) +(\S+) +([0-9a-f]{16}) +(\d+) /gm,
    ours: ({ objects }) =>
      readModules(objects).modules.map(({ address, name, base = 0n, sizeBytes }) => [
        ...[formatAddress(address), name, formatAddress(base), sizeBytes],
      ]),
    unordered: true,
  },
  memory: {
    command: 'kmem -i',
    // COMMITTED lacks what cpus have not added yet.
    theirs: /^ *(?! |COMMITTED)([A-Z ]+?) +(\d+) /gm,
    ours: memoryRows,
  },
  slabs: {
    command: 'kmem -s',
    theirs: /^([0-9a-f]{16}) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)k +(\S+)/gm,
    ours: ({ objects }) =>
      readSlabCaches(objects).entries.map((cache) => [
        ...[formatAddress(cache.address), cache.objectSizeBytes, cache.allocatedObjects, cache.totalObjects],
        ...[cache.slabs, cache.slabSizeBytes / 1024, cache.name],
      ]),
  },
  mounts: {
    command: 'mount',
    theirs: /^([0-9a-f]{16}) ([0-9a-f]{16}) (\S+) +(\S+) +(\S+)/gm,
    ours: ({ objects }) =>
      readMounts(objects).entries.map((mount) => [
        ...[formatAddress(mount.address), formatAddress(mount.superBlock)],
        ...[mount.type, mount.device, mount.directory],
      ]),
    unordered: true,
  },
  disks: {
    command: 'dev -d',
    theirs: /^ +(\d+) ([0-9a-f]{16}) +(\S+) +([0-9a-f]{16}) +(\d+) +(\d+) +(\d+)/gm,
    ours: ({ objects }) =>
      readBlockDevices(objects)
        .entries.filter(({ partition }) => partition === 0)
        .map(({ major, disk, name, requestQueue, inFlight }) => {
          const { reads = 0, writes = 0 } = inFlight ?? {};
          return [
            ...[major, formatAddress(disk), name, formatAddress(requestQueue)],
            reads + writes,
            reads,
            writes,
          ];
        }),
  },
  networks: {
    command: 'net',
    theirs: /^([0-9a-f]{16}) +(\S+)/gm,
    ours: ({ objects }) =>
      readNetworkDevices(objects).entries.map(({ address, name }) => [formatAddress(address), name]),
  },
  timers: {
    command: 'timer',
    theirs: /^ +(\d+) +(-?\d+) +([0-9a-f]{16}) +[0-9a-f]{16} +<([\w.]+)>/gm,
    ours: (kernel) =>
      readTimers(kernel.objects, functionNames(kernel))
        .entries // crash knows two wheels a cpu, and names them as they were called before 6.9.
        .filter(({ base }, _, all) => base !== 'deferrable' || all.every((timer) => timer.base !== 'global'))
        .map(({ expires, ticksLeft, address, functionName }) => [
          ...[expires, ticksLeft, formatAddress(address), functionName?.replace(/ .*/, '')],
        ]),
    unordered: true,
  },
  interrupts: {
    command: 'irq',
    theirs: /^ *(\d+) +([0-9a-f]{16}) +[0-9a-f]{16} +"(.*?)"/gm,
    ours: (kernel) =>
      readInterrupts(kernel.objects, functionNames(kernel)).entries.map(({ number, address, handlers }) => [
        ...[number, formatAddress(address), handlers[0]?.name],
      ]),
  },
  runQueues: {
    command: 'runq',
    theirs: /^(?: +\[ *(\d+)\]|  CURRENT:) PID: (\d+) +TASK: ([0-9a-f]{16}) +COMMAND: "(.*)"/gm,
    ours: ({ objects }) =>
      readCpuQueues(objects).entries.flatMap(({ current, realTime, fair }) => [
        ...(current ? [[undefined, ...taskCells(current)]] : []),
        ...[...realTime, ...fair].map((task) => [task.priority, ...taskCells(task)]),
      ]),
    unordered: true,
  },
  openFiles: {
    command: 'foreach user files',
    theirs: /^ *(\d+) ([0-9a-f]{16}) [0-9a-f]{16} [0-9a-f]{16} \S+(?: +(\/\S*))? *$/gm,
    ours: ({ objects }) =>
      readTasks(objects)
        .tasks.filter(({ isKernelThread, pid }) => !isKernelThread && pid !== 0)
        .flatMap((task) => readTaskFiles(task).files)
        .map(({ descriptor, address, path }) => [
          ...[descriptor, formatAddress(address)],
          // crash shows no names of pipes and sockets.
          path?.startsWith('/') ? path : undefined,
        ]),
    unordered: true,
  },
};

function taskCells({ pid, task, comm }: QueuedTask): (string | number)[] {
  return [pid, formatAddress(task), comm];
}

function memoryRows(kernel: Kernel): readonly (readonly (string | number | undefined)[])[] {
  const memory = readMemoryUsage(kernel.objects);
  const { swapPages = 0, usedSwapPages = 0 } = memory;
  return [
    ['TOTAL MEM', memory.totalPages],
    ['FREE', memory.freePages],
    ['USED', memory.usedPages],
    ['SHARED', countSharedPages(kernel)],
    ['BUFFERS', memory.bufferPages],
    ['CACHED', memory.cachedPages],
    ['SLAB', memory.slabPages],
    ['TOTAL HUGE', memory.hugePages],
    ['HUGE FREE', memory.freeHugePages],
    ['TOTAL SWAP', swapPages],
    ['SWAP USED', usedSwapPages],
    ['SWAP FREE', swapPages - usedSwapPages],
    ['COMMIT LIMIT', memory.commitLimitPages],
  ];
}

/** crash takes half a minute a dump: three releases, one and two cpus, disks and none, and a task that waits for another. */
const dumpNames = [
  'x86-5.10-main-crash-deadlock',
  'x86-6.1-qemu-elf-busy',
  'x86-6.1-kdump-elf',
  'x86-6.12-kdump-elf',
  'x86-6.12-crash-deadlock',
];

/** crash of trixie finds no slabs of 6.12: its structs have changed again. */
function isKnownToCrash(fact: string, { kernel }: LabDump): boolean {
  return fact !== 'slabs' || !kernel.startsWith('6.12.');
}

describe('the machine of real dumps', function () {
  this.timeout(600_000);
  const table: string[] = [];

  for (const dump of listedDumps().filter(({ name }) => dumpNames.includes(name))) {
    it(`is crash's: ${dump.name}`, async () => {
      const known = Object.entries(facts).filter(([name]) => isKnownToCrash(name, dump));
      const answers = await crashAnswers(
        dump,
        Object.fromEntries(known.map(([name, { command }]) => [name, command])),
      );
      const kernel = await openKernel(dump.path);
      const found = known.map(
        ([name, { ours, unordered }]) => [name, lines(ours(kernel), unordered)] as const,
      );
      kernel.dump.close();
      const printed = known.map(
        ([name, { theirs, unordered }]) =>
          [name, lines(cellsOf(answers[name] ?? '', theirs), unordered)] as const,
      );
      assert.deepEqual(Object.fromEntries(found), Object.fromEntries(printed), dump.name);
      for (const [name, { length }] of found)
        table.push(`    ${dump.name}: ${length} of ${name} equal crash's\n`);
    });
  }

  it('was compared where there was something to compare', () => {
    for (const name of Object.keys(facts)) {
      assert.ok(
        table.some((line) => new RegExp(`: [1-9]\\d* of ${name} equal`).test(line)),
        name,
      );
    }
  });

  after(() => {
    process.stdout.write(table.join(''));
  });
});

function cellsOf(printed: string, pattern: RegExp): readonly (readonly (string | undefined)[])[] {
  return [...printed.matchAll(pattern)].map(([, ...cells]) => cells);
}

function lines(
  rows: readonly (readonly (string | number | undefined)[])[],
  sorted = false,
): readonly string[] {
  const found = rows.map((cells) => cells.map((cell) => cell ?? '').join(' '));
  return sorted ? found.sort() : found;
}
