import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VmcoreError } from '../../../../../core/base/errors';
import { taskState } from '../../../../../core/kernel/tasks/taskState';
import { readTasks, type Tasks } from '../../../../../core/kernel/tasks/tasks';
import { tasksData } from '../../../../../core/report/tasks/taskData';
import { FakeTasks } from '../../../../support/fakeTasks';

const tasksNode = 48n;

interface World {
  readonly kernel: FakeTasks;
  readonly processes: readonly bigint[];
}

/** Init, kthreadd and some processes, one with two threads; init runs on cpu 1. */
function world(): World {
  const kernel = new FakeTasks();
  const init = kernel.process(1, 'init', { cpu: 1n });
  const kthreadd = kernel.process(2, 'kthreadd', { __state: 1n, flags: 0x20_0000n });
  const shells = Array.from({ length: 6 }, (_, index) =>
    kernel.process(100 + index, `shell${index}`, { __state: 1n, real_parent: init }),
  );
  kernel.thread(init, 200, 'helper');
  kernel.thread(init, 201, 'helper');
  kernel.connect();
  const idle = kernel.allocate('task_struct');
  kernel.set('task_struct', idle, { comm: 'swapper/1', cpu: 1n });
  kernel.run(0, kernel.initTask, kernel.initTask);
  kernel.run(1, init, idle);
  return { kernel, processes: [init, kthreadd, ...shells] };
}

const allPids = [0, 0, 1, 2, 100, 101, 102, 103, 104, 105, 200, 201];

const pids = ({ tasks }: Tasks): (number | undefined)[] => tasks.map(({ pid }) => pid);
const codes = ({ problems }: Tasks): string[] => problems.map(({ code }) => code);

describe('tasks', () => {
  it('are all listed, idle tasks first, with what they do', () => {
    const { kernel, processes } = world();
    const found = readTasks(kernel.objects);
    assert.deepEqual(pids(found), allPids);
    assert.deepEqual(codes(found), []);
    const init = found.tasks.find(({ pid }) => pid === 1);
    assert.deepEqual(
      {
        comm: init?.comm,
        cpu: init?.cpu,
        onCpu: init?.onCpu,
        state: init?.state?.letter,
        address: init?.address,
      },
      { comm: 'init', cpu: 1, onCpu: true, state: 'R', address: processes[0] },
    );
    const shell = found.tasks.find(({ pid }) => pid === 100);
    assert.deepEqual([shell?.ppid, shell?.onCpu, shell?.state?.name], [1, false, 'interruptible']);
    assert.equal(found.tasks.find(({ pid }) => pid === 2)?.isKernelThread, true);
    assert.deepEqual(
      found.tasks.filter(({ pid }) => pid === 0).map(({ comm }) => comm),
      ['swapper/0', 'swapper/1'],
    );
  });

  it('are found behind a break of their list, from its other end and in the pid table', () => {
    const { kernel, processes } = world();
    // Shells 102 and 104 lost their links; 103 between them is only in the pid table.
    for (const broken of [processes[4] ?? 0n, processes[6] ?? 0n]) {
      kernel.set('task_struct', broken, { 'tasks.next': 0n, 'tasks.prev': 0n });
    }
    const found = readTasks(kernel.objects);
    assert.deepEqual(pids(found), allPids);
    assert.deepEqual(codes(found), ['list-corrupt', 'tasks-hidden']);
  });

  it('are found without the pid table, but for those between two breaks', () => {
    const { kernel, processes } = world();
    kernel.symbols.delete('init_pid_ns');
    for (const broken of [processes[4] ?? 0n, processes[6] ?? 0n]) {
      kernel.set('task_struct', broken, { 'tasks.next': 0n, 'tasks.prev': 0n });
    }
    const found = readTasks(kernel.objects);
    assert.deepEqual(
      pids(found),
      allPids.filter((pid) => pid !== 103),
    );
    assert.match(found.problems[0]?.message ?? '', /corrupt: after 5 entries, it ends with a null pointer/);
  });

  it('are said to be incomplete where the dump lacks a page, and nothing of it is invented', () => {
    const { kernel, processes } = world();
    kernel.remove(processes[3] ?? 0n);
    const found = readTasks(kernel.objects);
    const lost = found.tasks.find(({ address }) => address === processes[3]);
    assert.equal(codes(found)[0], 'list-incomplete');
    assert.equal(found.tasks.length, allPids.length - (lost ? 0 : 1));
    for (const fact of [lost?.pid, lost?.comm, lost?.state, lost?.cpu, lost?.mm])
      assert.equal(fact, undefined);
  });

  it('are followed once around a list that runs in a circle', () => {
    const { kernel, processes } = world();
    kernel.set('task_struct', processes[5] ?? 0n, { 'tasks.next': (processes[2] ?? 0n) + tasksNode });
    const found = readTasks(kernel.objects);
    assert.deepEqual(pids(found), allPids);
    assert.match(found.problems[0]?.message ?? '', /circle/);
  });

  it('lack no idle task on a machine of one cpu, though nothing leads to its run queue', () => {
    const kernel = new FakeTasks();
    kernel.process(1, 'init', { cpu: 0n });
    kernel.connect();
    kernel.symbols.delete('runqueues');
    const found = readTasks(kernel.objects);
    assert.deepEqual(pids(found), [0, 1]);
    assert.deepEqual(codes(found), []);
  });

  it('are found when no symbol leads to the first one', () => {
    const { kernel } = world();
    for (const name of ['init_task', 'runqueues']) kernel.symbols.delete(name);
    const found = readTasks(kernel.objects);
    assert.deepEqual(pids(found), allPids.slice(1));
    assert.deepEqual(codes(found), ['run-queues-unknown']);
    kernel.set('task_struct', kernel.initTask, { comm: 'other' });
    assert.throws(
      () => readTasks(kernel.objects),
      (error) => error instanceof VmcoreError && error.code === 'init-task-not-found',
    );
  });

  it('tell their memory, with what each thread has counted on its own', () => {
    const { kernel, processes } = world();
    const mm = kernel.allocate('mm_struct');
    kernel.set('mm_struct', mm, {
      total_vm: 100n,
      'rss_stat.count[0].counter': 3n,
      'rss_stat.count[1].counter': 4n,
    });
    kernel.set('mm_struct', mm, { 'rss_stat.count[2].counter': 50n });
    kernel.set('task_struct', processes[2] ?? 0n, { mm });
    const data = tasksData(kernel.objects, readTasks(kernel.objects).tasks);
    const shell = data.find(({ pid }) => pid === 100);
    assert.deepEqual([shell?.residentBytes, shell?.virtualBytes], [7 * 4096, 100 * 4096]);
    assert.equal(data.find(({ pid }) => pid === 2)?.residentBytes, 0);
    kernel.remove(mm);
    const without = tasksData(kernel.objects, readTasks(kernel.objects).tasks).find(({ pid }) => pid === 100);
    assert.equal(without && 'residentBytes' in without, false);
  });

  it('come out of any damage, in bounded time', () => {
    const damage = fc.array(
      fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: 31 }), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(damage, (writes) => {
        const { kernel } = world();
        for (const [page, word, value] of writes) {
          kernel.memory.write64(0x8101_0000n + BigInt(page) * 0x1000n + BigInt(word * 8), value);
        }
        try {
          assert.ok(readTasks(kernel.objects).tasks.length > 0);
        } catch (error) {
          assert.ok(error instanceof VmcoreError, String(error));
        }
      }),
      { numRuns: 150, interruptAfterTimeLimit: 10_000 },
    );
  });
});

describe('the state of a task', () => {
  for (const [state, exitState, letter] of [
    [0, 0, 'R'],
    [1, 0, 'S'],
    [2, 0, 'D'],
    [0x402, 0, 'I'],
    [0x102, 0, 'D'],
    [0x2001, 0, 'S'],
    [0x8000, 0, 'D'],
    [4, 0, 'T'],
    [8, 0, 't'],
    [0x40, 0, 'P'],
    [0x80, 0x20, 'Z'],
    [0x80, 0x10, 'X'],
  ] as const) {
    it(`is ${letter} for 0x${state.toString(16)} and exit state 0x${exitState.toString(16)}`, () => {
      assert.equal(taskState(state, exitState).letter, letter);
    });
  }
});
