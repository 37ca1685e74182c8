import assert from 'node:assert/strict';
import { formatAddress, hex } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import type { Kernel } from '../../core/kernel/kernel';
import { readMemoryRegions } from '../../core/kernel/memory/memoryRegions';
import { openKernel } from '../../core/kernel/openKernel';
import { readProcessWords } from '../../core/kernel/tasks/processWords';
import { readCurrentTasks } from '../../core/kernel/tasks/currentTasks';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { psHeading, psLastRunLine, psLine } from '../../core/protocol/text/taskText';
import { readMachineMemoryBytes } from '../../core/report/memory/machineMemory';
import { processData, taskFilesData } from '../../core/report/tasks/processData';
import { TaskTable } from '../../core/report/tasks/taskTable';
import { TaskReadings } from '../../debug-adapter/tasks/taskReadings';
import { crashAnswers } from './lab/crashAnswers';
import { labDumps, listedDumps, type LabDump } from './lab/labDump';

/** Three releases, one and two cpus, and a task that waits for another; crash takes half a minute a dump. */
const comparedNames = ['x86-5.10-main-crash-deadlock', 'x86-6.1-qemu-elf-busy', 'x86-6.12-crash-deadlock'];

interface Opened {
  readonly kernel: Kernel;
  readonly stacks: Stacks;
  readonly table: TaskTable;
}

async function withTasks<Result>({ path }: LabDump, read: (opened: Opened) => Result): Promise<Result> {
  const kernel = await openKernel(path);
  try {
    const stacks = new Stacks(kernel);
    return read({
      kernel,
      stacks,
      table: new TaskTable(kernel.objects, stacks.tasks.tasks, stacks.crashingCpu),
    });
  } finally {
    kernel.dump.close();
  }
}

function psText({ kernel, table }: Opened): readonly string[] {
  const memoryBytes = readMachineMemoryBytes(kernel);
  return [psHeading, ...table.rows(0, Infinity).map((row) => psLine(row, memoryBytes))];
}

/** `VMA START END FLAGS FILE` of every process, and its pid ahead. */
function vmLines({ kernel, table }: Opened): readonly string[] {
  return table.tasks
    .filter(({ isKernelThread, pid }) => !isKernelThread && pid !== 0)
    .flatMap(({ pid, mm }) => {
      const { regions, problems } = mm
        ? readMemoryRegions(kernel.objects, mm)
        : { regions: [], problems: [] };
      assert.deepEqual(problems, []);
      return regions.map(({ address, start, end, flags, name }) =>
        [
          ...[pid, formatAddress(address), start.toString(16), end.toString(16), flags?.toString(16)],
          // crash names files alone.
          name?.startsWith('/') ? name : '',
        ].join(' '),
      );
    });
}

function crashVmLines(printed: string): readonly string[] {
  let pid = '';
  const lines: string[] = [];
  for (const line of printed.split('\n')) {
    pid = /^PID: (\d+)/.exec(line)?.[1] ?? pid;
    const [, vma, start, end, flags, file] =
      /^([0-9a-f]{16}) +([0-9a-f]+) +([0-9a-f]+) ([0-9a-f]+) (\S*) *$/.exec(line) ?? [];
    if (vma !== undefined) lines.push([pid, vma, start, end, flags, file].join(' '));
  }
  return lines;
}

const sorted = (lines: Iterable<string>): string[] => [...lines].map((line) => line.trimEnd()).sort();
const linesOf = (text: string): string[] => sorted(text.split('\n').filter((line) => line.trim() !== ''));

describe('views of tasks, of real dumps', function () {
  this.timeout(600_000);

  for (const dump of listedDumps().filter(({ name }) => comparedNames.includes(name))) {
    it(`read as crash prints them: ${dump.name}`, async () => {
      const answers = await crashAnswers(dump, {
        ps: 'ps',
        lastRun: 'ps -m',
        memoryMaps: 'foreach user vm',
      });
      const ours = await withTasks(dump, (opened) => ({
        ps: sorted(psText(opened)),
        lastRun: sorted(opened.table.rows(0, Infinity).map(psLastRunLine)),
        memoryMaps: sorted(vmLines(opened)),
      }));
      assert.deepEqual(ours.ps, linesOf(answers.ps));
      assert.deepEqual(ours.lastRun, linesOf(answers.lastRun));
      assert.deepEqual(ours.memoryMaps, sorted(crashVmLines(answers.memoryMaps)));
      assert.ok(ours.memoryMaps.length > 5, 'there was something to compare');
    });
  }

  it('tell arguments and environment where user memory was dumped, as crash does', async () => {
    const dump = listedDumps().find(({ name }) => name === 'x86-6.1-qemu-elf-busy');
    assert.ok(dump);
    const { words } = await crashAnswers(dump, { words: 'ps -a 1' });
    const ours = await withTasks(dump, ({ kernel, stacks }) => {
      const mm = stacks.tasks.tasks.find(({ pid }) => pid === 1)?.mm;
      assert.ok(mm);
      return {
        arguments: readProcessWords(kernel.objects, mm, 'arguments'),
        environment: readProcessWords(kernel.objects, mm, 'environment'),
      };
    });
    const theirs = /^ARG: (.*?) *\nENV: ([^]*?)\n\n/m.exec(words);
    assert.equal(ours.arguments.words.join(' '), theirs?.[1]);
    assert.deepEqual(ours.environment.words, theirs?.[2]?.split(/\n */));
    assert.equal(ours.environment.missing, undefined);
  });

  it('say why a process has no arguments where user memory was left out', async () => {
    const dump = listedDumps().find(({ name }) => name.endsWith('kdump-zlib-d31'));
    assert.ok(dump);
    await withTasks(dump, ({ kernel, stacks }) => {
      const init = stacks.tasks.tasks.find(({ pid }) => pid === 1);
      assert.ok(init);
      const data = processData(kernel, init);
      assert.deepEqual(data.commandLine?.words, []);
      assert.match(data.commandLine.missing ?? '', /^Not dumped: .* levels of 8 and more/);
    });
  });

  it('are there at once for what cpus executed, the same as in the whole list', async () => {
    for (const dump of labDumps().filter(
      ({ complete, name }) => complete && name.includes('crash-deadlock'),
    )) {
      await withTasks(dump, ({ kernel, stacks, table }) => {
        const current = readCurrentTasks(kernel.objects);
        const early = new TaskTable(kernel.objects, current, stacks.crashingCpu).rows(0, Infinity);
        const late = table.rows(0, Infinity).filter(({ role }) => role !== null);
        assert.ok(early.length > 0, dump.name);
        assert.deepEqual(
          sorted(early.map(({ task, pid, role }) => `${task} ${pid} ${role}`)),
          sorted(late.map(({ task, pid, role }) => `${task} ${pid} ${role}`)),
          dump.name,
        );
        assert.deepEqual(late[0]?.role, 'crashing', dump.name);
      });
    }
  });

  it('name the function that tasks wait in, on x86 and on arm64', async () => {
    const names = ['x86-6.1-crash-deadlock', 'arm64-6.12-16k-crash-deadlock'];
    for (const dump of listedDumps().filter(({ name }) => names.includes(name))) {
      await withTasks(dump, ({ kernel, stacks, table }) => {
        const channels = new TaskReadings(kernel, stacks).waitChannels(0, table.tasks.length);
        const channelOf = (comm: string): string | null | undefined =>
          channels[table.tasks.findIndex((task) => task.comm === comm)];
        assert.equal(channelOf('lab-left'), 'labcrash_take_right [labcrash]', dump.name);
        assert.equal(channelOf('kthreadd'), 'kthreadd', dump.name);
        assert.equal(channels[0], null, `${dump.name}: what a cpu executed waits for nothing`);
      });
    }
  });

  it('refuse an address that is no task', async () => {
    const dump = listedDumps().find(({ name }) => name === 'x86-6.1-crash-deadlock');
    assert.ok(dump);
    await withTasks(dump, ({ kernel, stacks }) => {
      const readings = new TaskReadings(kernel, stacks);
      assert.throws(
        () => readings.task('0xffff000000000000'),
        (error) => error instanceof VmcoreError && error.code === 'task-not-found',
      );
      const [task] = stacks.tasks.tasks;
      assert.ok(task);
      assert.equal(readings.task(hex(task.address)), task);
    });
  });

  it('tell memory maps and files of arm64 and of the newest kernel', async () => {
    const names = ['arm64-6.12-16k-crash-deadlock', 'x86-newest-crash-deadlock'];
    for (const dump of listedDumps().filter(({ name }) => names.includes(name))) {
      await withTasks(dump, ({ kernel, stacks }) => {
        const init = stacks.tasks.tasks.find(({ pid }) => pid === 1);
        assert.ok(init?.mm);
        const { regions, problems } = readMemoryRegions(kernel.objects, init.mm);
        assert.deepEqual(problems, [], dump.name);
        assert.ok(
          regions.some(({ name }) => name === processData(kernel, init).program),
          dump.name,
        );
        assert.ok(
          regions.every(({ start, end }, index) => start < end && start >= (regions[index - 1]?.end ?? 0n)),
          dump.name,
        );
        assert.ok(
          regions.some(({ name }) => name === '[stack]'),
          dump.name,
        );
        assert.ok(taskFilesData(init).files.length > 0, dump.name);
      });
    }
  });
});
