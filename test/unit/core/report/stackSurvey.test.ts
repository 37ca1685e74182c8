import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { CancellationSource, neverCancelled } from '../../../../core/base/cancellation';
import { VmcoreError } from '../../../../core/base/errors';
import type { Stacks, TaskStack } from '../../../../core/kernel/stacks';
import type { Task } from '../../../../core/kernel/task';
import { StackSurvey, type SurveyRange } from '../../../../core/report/stackSurvey';
import { surveyOrder } from '../../../../core/report/surveyOrder';
import { CodeNames } from '../../../../core/unwind/codeNames';

const text = 0xffff_ffff_8100_0000n;
const names = new CodeNames(
  {
    findByAddress: (address) => ({
      name: `function_${(address - text) >> 8n}`,
      type: 't',
      address: virtualAddress(address & ~0xffn),
      offset: address & 0xffn,
      sizeBytes: 0x100n,
    }),
    findByName: () => undefined,
  },
  [],
);

interface MadeTask {
  readonly pid: number;
  readonly letter?: string;
  readonly onCpu?: boolean;
  readonly cpu?: number;
  /** Numbers of the functions on its stack. */
  readonly functions: readonly number[];
}

/** A machine with those tasks; the one with `crashed` as its pid crashed. */
class MadeStacks {
  unwound = 0;

  constructor(
    private readonly made: readonly MadeTask[],
    private readonly crashed: number | undefined,
  ) {}

  get tasks(): { readonly tasks: readonly Task[]; readonly problems: [] } {
    return { tasks: this.made.map(taskOf), problems: [] };
  }

  ofTask(task: Pick<Task, 'pid'>): TaskStack {
    this.unwound++;
    const { functions, pid, onCpu = false, cpu } = this.made.find((each) => each.pid === task.pid)!;
    const frames = functions.map((number, index) => ({
      pc: virtualAddress(text + BigInt(number) * 0x100n + 8n),
      kind: 'call' as const,
      stackAddress: virtualAddress(BigInt(pid * 0x1000 + index * 8)),
    }));
    const end = { kind: 'bottom' as const, message: 'The stack ends here.' };
    return { pid, comm: 'task', cpu, address: addressOf(pid), onCpu, backtrace: { frames, end } };
  }

  ofPanic(): TaskStack {
    if (this.crashed === undefined) throw new VmcoreError('panic-cpu-unknown', 'Nobody crashed.', 'Look.');
    return this.ofTask({ pid: this.crashed });
  }
}

const addressOf = (pid: number): Task['address'] => virtualAddress(0xffff_8880_0000_0000n + BigInt(pid));

function taskOf({ pid, letter = 'S', onCpu = false, cpu }: MadeTask): Task {
  return {
    pid,
    comm: 'task',
    cpu,
    onCpu,
    address: addressOf(pid),
    state: { letter, name: letter },
  } as unknown as Task;
}

const machine: readonly MadeTask[] = [
  { pid: 1, functions: [1, 2] },
  { pid: 2, letter: 'D', functions: [3, 2] },
  { pid: 3, functions: [1, 2] },
  { pid: 4, onCpu: true, cpu: 1, functions: [4] },
  { pid: 5, onCpu: true, cpu: 0, functions: [5] },
];

const surveyOf = (stacks: MadeStacks): StackSurvey =>
  new StackSurvey(names, surveyOrder(stacks as unknown as Stacks));
const all: SurveyRange = { start: 0, count: 100, knownStacks: 0, maxStacks: 100 };

describe('a survey of stacks', () => {
  it('begins with the crash, then the cpus, the uninterruptible tasks and the rest', async () => {
    const survey = surveyOf(new MadeStacks(machine, 4));
    const { tasks, total } = await survey.read(all, neverCancelled, () => undefined);
    assert.equal(total, 5);
    assert.deepEqual(
      tasks.map(({ pid, crashing, state }) => [pid, crashing === true, state]),
      [
        [4, true, 'S'],
        [5, false, 'S'],
        [2, false, 'D'],
        [1, false, 'S'],
        [3, false, 'S'],
      ],
    );
    assert.equal(survey.find(addressOf(1)), 3);
    assert.equal(survey.find(1n), undefined);
  });

  it('keeps equal stacks once, and gives those that are not known yet', async () => {
    const survey = surveyOf(new MadeStacks(machine, 4));
    const first = await survey.read({ ...all, count: 4 }, neverCancelled, () => undefined);
    assert.deepEqual(
      first.stacks.map(({ frames }) => frames.map(({ symbol }) => symbol)),
      [['function_4'], ['function_5'], ['function_3', 'function_2'], ['function_1', 'function_2']],
    );
    assert.equal('stackAddress' in first.stacks[0]!.frames[0]!, false);
    const rest = await survey.read({ ...all, start: 4, knownStacks: 4 }, neverCancelled, () => undefined);
    assert.deepEqual(
      rest.tasks.map(({ pid, stack }) => [pid, stack]),
      [[3, 3]],
    );
    assert.deepEqual([rest.stacks, rest.stackTotal], [[], 4]);
    const capped = await survey.read({ ...all, count: 0, maxStacks: 2 }, neverCancelled, () => undefined);
    assert.equal(capped.stacks.length, 2);
  });

  it('unwinds each stack once, also when it is asked again after it was cancelled', async () => {
    const many = Array.from({ length: 3000 }, (_, pid) => ({ pid: pid + 1, functions: [pid % 7] }));
    const stacks = new MadeStacks(many, undefined);
    const survey = surveyOf(stacks);
    const token = new CancellationSource();
    const cancelledRead = survey.read({ ...all, count: 3000 }, token, () => {
      token.cancel();
    });
    await cancelledRead.catch((error: unknown) => {
      assert.equal((error as VmcoreError).code, 'cancelled');
    });
    await survey.read({ ...all, count: 3000 }, neverCancelled, () => undefined);
    assert.equal(stacks.unwound, 3000);
  });

  it('says why there is no crash, and fails where there is nothing at all', async () => {
    const part = await surveyOf(new MadeStacks(machine, undefined)).read(
      all,
      neverCancelled,
      () => undefined,
    );
    assert.deepEqual(
      part.problems.map(({ code }) => code),
      ['panic-cpu-unknown'],
    );
    const nothing = {
      ofPanic: () => new MadeStacks([], undefined).ofPanic(),
      get tasks(): never {
        throw new VmcoreError('init-task-not-found', 'No tasks.', 'Look.');
      },
    };
    assert.throws(() => surveyOrder(nothing as unknown as Stacks), { code: 'panic-cpu-unknown' });
  });
});
