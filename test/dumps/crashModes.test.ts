import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { analyzeCrash } from '../../core/analysis/analyzeCrash';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import type { Kernel } from '../../core/kernel/kernel';
import { Stacks, type TaskStack } from '../../core/kernel/tasks/stacks';
import { isWhole, type StackFrame } from '../../core/unwind/stackFrame';
import { withoutCloneSuffix } from '../support/cloneSuffix';
import { crashStacks, kernelText, sleepingStacks, withKernel } from './comparedStacks';
import { crashTasks, taskLines } from './comparedTasks';
import { kernelLines } from './consoleForm';
import { crashCatalog } from './lab/crashCatalog';
import { lastOops, printedTasks, traceBelowProbes } from './lab/callTrace';
import { crashDumps, type CrashedDump } from './lab/labDump';

/** VMCOREINFO leads to the symbols since 6.0; before, a vmlinux has them. */
function withCrashed<Result>(
  dump: CrashedDump,
  use: (kernel: Kernel) => Result | Promise<Result>,
): Promise<Result> {
  const { kernel, vmlinux } = dump;
  return withKernel(dump, use, kernel.startsWith('5.') ? { vmlinux } : {});
}

/** As arm64 kernels before 6.13 print them: without the function that an interrupted leaf's x30 leads to. */
function withoutLinkRegister(frames: readonly StackFrame[]): readonly StackFrame[] {
  return frames.filter(({ stackAddress, kind }, index) => {
    const callee = frames[index - 1];
    return kind !== 'call' || callee?.registers?.has('x30') !== true || callee.stackAddress !== stackAddress;
  });
}

/** One line of the table that shows what was held against what; a cell is empty where there is nothing to compare. */
interface Row {
  readonly mode: string;
  readonly kernel: string;
  readonly levels: string;
  /** Whether the kernel's vmlinux was used. */
  vmlinux: string;
  tasks: string;
  trace: string;
  stacks: string;
  /** Stacks, those of running tasks too, that were unwound to their end. */
  whole: string;
  verdict: string;
}

const rows: Row[] = [];

function rowOf({ name, crash, pageTableLevels }: CrashedDump): Row {
  const known = rows.find(({ mode, kernel }) => `${kernel}-crash-${mode}` === name);
  if (known) return known;
  const mode = name.slice(`${crash.kernelName}-crash-`.length);
  const levels = pageTableLevels?.toString() ?? '';
  const row = {
    mode,
    kernel: crash.kernelName,
    levels,
    vmlinux: crash.kernelName.includes('5.') ? 'with' : 'without',
    tasks: '',
    trace: '',
    stacks: '',
    whole: '',
    verdict: '',
  };
  rows.push(row);
  return row;
}

function sleeping(kernel: Kernel): readonly TaskStack[] {
  return [...new Stacks(kernel).all()].filter(({ onCpu }) => !onCpu);
}

describe('machines that crashed in every way', function () {
  this.timeout(600_000);
  const dumps = crashDumps();

  it('are all that the lab has to make', () => {
    const made = new Set(dumps.map(({ name }) => name));
    const missing = crashCatalog.map(({ name }) => name).filter((name) => !made.has(name));
    assert.deepEqual(missing, [], 'run “node out/test/dumps/lab/main.js”');
  });

  for (const dump of dumps.filter(({ crash }) => crash.crashSaysPath !== undefined)) {
    it(`${dump.name}: the tasks and the stacks of those that slept are crash's`, () =>
      compareWithCrash(dump));
  }

  for (const dump of dumps) {
    it(`${dump.name}: the panicking task has the frames of the kernel's own Call Trace`, async () => {
      await withCrashed(dump, (kernel) => {
        const { backtrace, comm } = new Stacks(kernel).ofPanic();
        // The kernel prints tracers' own code without a name.
        const ours = withoutLinkRegister(backtrace.frames)
          .map((frame) => kernelText(kernel, frame))
          .filter((line) => !line.endsWith(' [__builtin__ftrace]'));
        const oops = traceBelowProbes(lastOops(kernel.log), ours);
        assert.ok(oops.length >= 3, oops.join(', '));
        assert.deepEqual(ours.slice(-oops.length), oops);
        assert.ok(isWhole(backtrace), backtrace.end.message);
        if (dump.crash.comm !== undefined) assert.match(comm ?? '', new RegExp(dump.crash.comm));
        rowOf(dump).trace = `${ours.slice(-oops.length).length} = ${oops.length}`;
      });
    });
  }

  for (const dump of dumps.filter(({ crash }) => /^(return|function)-probe$/.test(crash.mode))) {
    it(`${dump.name}: functions whose return a probe waits for have their callers`, async () => {
      await withCrashed(dump, (kernel) => {
        const { frames } = new Stacks(kernel).ofPanic().backtrace;
        const names = frames.map((frame) => kernel.codeNames.nameOf(frame)?.symbol ?? '');
        const crashed = `labmisuse_${dump.crash.mode.replace('-', '_')}`;
        const expected = [
          'labmisuse_fail',
          'labmisuse_inner',
          'labmisuse_outer',
          crashed,
          'labmisuse_set_mode',
        ];
        assert.deepEqual(
          names.filter((name) => name.startsWith('labmisuse_')),
          expected,
        );
      });
    });
  }

  for (const dump of dumps) {
    it(`${dump.name}: every stack reaches its end, in named code alone`, async () => {
      await withCrashed(dump, (kernel) => {
        const stacks = [...new Stacks(kernel).all()];
        for (const { pid, backtrace } of stacks) {
          assert.ok(isWhole(backtrace), `pid ${pid}: ${backtrace.end.message}`);
          const unnamed = backtrace.frames.filter((frame) => !kernel.codeNames.nameOf(frame)?.symbol);
          // A call through NULL is the one place without a name.
          const strange = unnamed.filter(({ pc }) => dump.crash.kind !== 'bad-jump' || pc !== 0n);
          assert.deepEqual(strange, [], `pid ${pid}`);
        }
        rowOf(dump).whole = `${stacks.length}`;
      });
    });
  }

  for (const dump of dumps) {
    const { kind, functions, module, member } = dump.crash;
    it(`${dump.name}: the verdict is ${kind}${functions.length > 0 ? ` in ${functions.join(' or ')}` : ''}`, async () => {
      await withCrashed(dump, async (kernel) => {
        const verdict = analyzeCrash(kernel, await loadDisassembler(kernel.dump.machine.name));
        const { guilty } = verdict;
        const reached = verdict.instruction?.access?.member;
        const through = reached && `${reached.pointer}->${reached.member}`;
        const parts = [verdict.kind, guilty.function].filter((part) => part !== undefined);
        rowOf(dump).verdict = `${parts.join(' in ')}${through === undefined ? '' : `, through ${through}`}`;
        if (member !== undefined) assert.match(through ?? 'nothing', new RegExp(member));
        assert.equal(verdict.kind, kind);
        const named = withoutCloneSuffix(guilty.function ?? '');
        assert.ok(functions.length === 0 ? named === '' : functions.includes(named), named);
        assert.equal(guilty.module, module);
      });
    });
  }

  for (const dump of dumps.filter(({ kernel }) => kernel.startsWith('5.'))) {
    it(`${dump.name}: the dump alone tells what it tells with its vmlinux`, async () => {
      const essence = async (kernel: Kernel): Promise<object> => {
        const verdict = analyzeCrash(kernel, await loadDisassembler(kernel.dump.machine.name));
        const stacks = [...new Stacks(kernel).all()].map(({ pid, comm, backtrace }) => {
          const frames = backtrace.frames.map((frame) => kernelText(kernel, frame));
          return [pid, comm, backtrace.end.kind, ...frames];
        });
        return { stacks, verdict: [verdict.kind, verdict.guilty.function, verdict.signature] };
      };
      const alone = await withKernel(dump, essence);
      assert.deepEqual(alone, await withCrashed(dump, essence));
      rowOf(dump).vmlinux = 'with = without';
    });
  }

  for (const dump of dumps.filter(({ crash }) => crash.mode === 'all-tasks')) {
    it(`${dump.name}: every sleeping task has the frames that the kernel itself printed`, async () => {
      await withCrashed(dump, (kernel) => {
        const printed = new Map(printedTasks(kernel.log).map((task) => [task.pid, task]));
        const stacks = sleeping(kernel).filter(({ pid }) => pid !== 0);
        for (const { pid, comm, backtrace } of stacks) {
          const theirs = printed.get(pid ?? -1);
          const ours = backtrace.frames.map((frame) => kernelText(kernel, frame));
          assert.equal(comm, theirs?.comm);
          assert.deepEqual(ours, theirs?.frames, `pid ${pid}`);
        }
        const { tasks } = new Stacks(kernel).tasks;
        const pids = tasks.map(({ pid }) => pid).filter((pid) => pid !== 0);
        assert.deepEqual(pids.sort(byNumber), [...printed.keys()].sort(byNumber));
        rowOf(dump).stacks ||= `${stacks.length} = ${stacks.length}, the kernel's own`;
        rowOf(dump).tasks ||= `${pids.length} = ${printed.size}, the kernel's own`;
      });
    });
  }

  it('have the log that the machine said on its console', async () => {
    for (const dump of dumps) {
      const said = kernelLines(await readFile(dump.crash.consolePath, 'latin1'));
      const panic = /Kernel panic - not syncing: .*/.exec(said)?.[0] ?? '';
      await withCrashed(dump, ({ panic: found, log }) => {
        assert.ok(found, `${dump.name}: ${panic}`);
        const lines = Array.from({ length: log.total }, (_, index) => log.text(index) ?? '');
        assert.ok(panic !== '' && lines.includes(panic), `${dump.name}: ${panic}`);
      });
    }
  });

  after(() => {
    if (rows.length > 0) process.stdout.write(tableText());
  });
});

async function compareWithCrash(dump: CrashedDump): Promise<void> {
  const printed = await readFile(dump.crash.crashSaysPath ?? '', 'latin1');
  const { lines, onCpu } = crashTasks(printed);
  const theirs = crashStacks(printed);
  await withCrashed(dump, (kernel) => {
    const { tasks, problems } = new Stacks(kernel).tasks;
    const ours = taskLines({ tasks, problems });
    assert.deepEqual(ours, lines, dump.name);
    rowOf(dump).tasks = `${ours.length} = ${lines.length}, crash`;
    const running = tasks.filter((task) => task.onCpu).map(({ address }) => address.toString(16));
    assert.deepEqual(running.sort(), onCpu, dump.name);
    const stacks = sleepingStacks(kernel);
    for (const { task, pid, frames } of stacks) {
      assert.deepEqual(frames, theirs.get(task), `${dump.name}: pid ${pid}`);
    }
    rowOf(dump).stacks = `${stacks.length} = ${stacks.length}, crash`;
  });
}

const byNumber = (a = -1, b = -1): number => a - b;

function tableText(): string {
  const header: Row = {
    ...{ mode: 'crash', kernel: 'kernel', levels: 'levels', vmlinux: 'vmlinux' },
    ...{
      tasks: 'tasks ours = peer',
      trace: 'trace ours = oops',
      stacks: 'stacks ours = peer',
      whole: 'whole',
      verdict: 'verdict',
    },
  };
  const ordered = [...rows].sort((a, b) => (a.kernel + a.mode < b.kernel + b.mode ? -1 : 1));
  const line = ({ mode, kernel, levels, vmlinux, tasks, trace, stacks, whole, verdict }: Row): string =>
    `    ${kernel.padEnd(15)} ${levels.padEnd(7)} ${vmlinux.padEnd(15)} ${mode.padEnd(24)} ${trace.padEnd(18)} ${tasks.padEnd(26)} ${stacks.padEnd(26)} ${whole.padEnd(6)} ${verdict}\n`;
  return [header, ...ordered].map(line).join('');
}
