import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { analyzeCrash } from '../../core/analysis/analyzeCrash';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import type { Kernel } from '../../core/kernel/kernel';
import { Stacks, type TaskStack } from '../../core/kernel/stacks';
import { isWhole } from '../../core/unwind/stackFrame';
import { withoutCloneSuffix } from '../support/cloneSuffix';
import { crashStacks, kernelText, sleepingStacks, withKernel } from './comparedStacks';
import { crashTasks, taskLines } from './comparedTasks';
import { kernelLines } from './consoleForm';
import { crashCatalog } from './lab/crashCatalog';
import { lastOops, printedTasks } from './lab/callTrace';
import { crashDumps, type CrashedDump } from './lab/labDump';

/** VMCOREINFO leads to the symbols since 6.0. */
const hasSymbols = ({ kernel }: CrashedDump): boolean => !kernel.startsWith('5.');

/** One line of the table that shows what was held against what; a cell is empty where there is nothing to compare. */
interface Row {
  readonly mode: string;
  readonly kernel: string;
  readonly levels: string;
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

  for (const dump of dumps.filter(hasSymbols)) {
    it(`${dump.name}: the panicking task has the frames of the kernel's own Call Trace`, async () => {
      await withKernel(dump, (kernel) => {
        const { backtrace, comm } = new Stacks(kernel).ofPanic();
        const oops = lastOops(kernel.log);
        assert.ok(oops.length >= 3, oops.join(', '));
        const ours = backtrace.frames.map((frame) => kernelText(kernel, frame));
        assert.deepEqual(ours.slice(-oops.length), oops);
        assert.ok(isWhole(backtrace), backtrace.end.message);
        if (dump.crash.comm !== undefined) assert.match(comm ?? '', new RegExp(dump.crash.comm));
        rowOf(dump).trace = `${ours.slice(-oops.length).length} = ${oops.length}`;
      });
    });
  }

  for (const dump of dumps.filter(hasSymbols)) {
    it(`${dump.name}: every stack reaches its end, in named code alone`, async () => {
      await withKernel(dump, (kernel) => {
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
    const { functions, module } = dump.crash;
    // Who waits for whom is on the stacks, and those need symbols.
    const kind = dump.crash.kind === 'deadlock' && !hasSymbols(dump) ? 'hung-task' : dump.crash.kind;
    it(`${dump.name}: the verdict is ${kind}${functions.length > 0 ? ` in ${functions.join(' or ')}` : ''}`, async () => {
      await withKernel(dump, async (kernel) => {
        const verdict = analyzeCrash(kernel, await loadDisassembler(kernel.dump.machine.name));
        const { guilty } = verdict;
        rowOf(dump).verdict = [verdict.kind, guilty.function]
          .filter((part) => part !== undefined)
          .join(' in ');
        assert.equal(verdict.kind, kind);
        const named = withoutCloneSuffix(guilty.function ?? '');
        if (kind === dump.crash.kind)
          assert.ok(functions.length === 0 ? named === '' : functions.includes(named), named);
        assert.equal(guilty.module, module);
      });
    });
  }

  for (const dump of dumps.filter(({ crash }) => crash.mode === 'all-tasks').filter(hasSymbols)) {
    it(`${dump.name}: every sleeping task has the frames that the kernel itself printed`, async () => {
      await withKernel(dump, (kernel) => {
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
      await withKernel(dump, ({ panic: found, log }) => {
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
  await withKernel(dump, (kernel) => {
    const { tasks, problems } = new Stacks(kernel).tasks;
    const ours = taskLines({ tasks, problems });
    // Where nothing leads to the run queues, idle tasks of other cpus are said to be missing.
    const lacksIdle = problems.some(({ code }) => code === 'run-queues-unknown');
    const expected = lacksIdle ? lines.filter((line) => !/^0 \w+ R [1-9]/.test(line)) : lines;
    assert.deepEqual(ours, expected, dump.name);
    rowOf(dump).tasks = `${ours.length} = ${expected.length}, crash${lacksIdle ? ' (not idle ones)' : ''}`;
    if (!hasSymbols(dump)) return;
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
    ...{ mode: 'crash', kernel: 'kernel', levels: 'levels' },
    ...{
      tasks: 'tasks ours = peer',
      trace: 'trace ours = oops',
      stacks: 'stacks ours = peer',
      whole: 'whole',
      verdict: 'verdict',
    },
  };
  const ordered = [...rows].sort((a, b) => (a.kernel + a.mode < b.kernel + b.mode ? -1 : 1));
  const line = ({ mode, kernel, levels, tasks, trace, stacks, whole, verdict }: Row): string =>
    `    ${kernel.padEnd(15)} ${levels.padEnd(7)} ${mode.padEnd(24)} ${trace.padEnd(18)} ${tasks.padEnd(26)} ${stacks.padEnd(26)} ${whole.padEnd(6)} ${verdict}\n`;
  return [header, ...ordered].map(line).join('');
}
