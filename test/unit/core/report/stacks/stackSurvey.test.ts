import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import { CancellationSource, neverCancelled } from '../../../../../core/base/cancellation';
import { VmcoreError } from '../../../../../core/base/errors';
import type { Stacks, TaskStack } from '../../../../../core/kernel/tasks/stacks';
import type { StackSurveyPart } from '../../../../../core/protocol/panels/backtracesRequests';
import type { Task } from '../../../../../core/kernel/tasks/task';
import { StackSurvey, type SurveyRange } from '../../../../../core/report/stacks/stackSurvey';
import { SurveyOrder } from '../../../../../core/report/stacks/surveyOrder';
import { CodeNames } from '../../../../../core/unwind/codeNames';

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

  currentTasks(): readonly Task[] {
    const running = this.made.filter(({ onCpu }) => onCpu);
    return running.sort((a, b) => (a.cpu ?? 0) - (b.cpu ?? 0)).map(taskOf);
  }

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
    const found = taskOf(this.made.find((each) => each.pid === task.pid)!);
    return {
      pid,
      comm: 'task',
      cpu,
      address: addressOf(pid),
      onCpu,
      task: found,
      backtrace: { frames, end },
    };
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
  new StackSurvey(names, new SurveyOrder(stacks as unknown as Stacks), () => Promise.resolve());
const all: SurveyRange = { start: 0, count: 100, knownStacks: 0, maxStacks: 100 };
const ignore = (): void => undefined;

/** As a page does: the first answer may hold the first tasks alone. */
async function wholeOf(survey: StackSurvey): Promise<StackSurveyPart> {
  const first = await survey.read(all, neverCancelled, ignore);
  if (first.total !== undefined) return first;
  const rest = await survey.read({ ...all, start: first.tasks.length }, neverCancelled, ignore);
  return { ...rest, tasks: [...first.tasks, ...rest.tasks] };
}

describe('a survey of stacks', () => {
  it('begins with the crash, then the cpus, the uninterruptible tasks and the rest', async () => {
    const survey = surveyOf(new MadeStacks(machine, 4));
    const { tasks, total } = await wholeOf(survey);
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
    assert.equal(await survey.find(addressOf(1), neverCancelled), 3);
    assert.equal(await survey.find(1n, neverCancelled), undefined);
  });

  it('gives the crash and the cpus before all tasks are read, and counts them then', async () => {
    const stacks = new MadeStacks(machine, 4);
    let reads = 0;
    const survey = new StackSurvey(names, new SurveyOrder(stacks as unknown as Stacks), () => {
      reads++;
      return Promise.resolve();
    });
    const first = await survey.read({ ...all, count: 8 }, neverCancelled, ignore);
    assert.deepEqual(
      first.tasks.map(({ pid }) => pid),
      [4, 5],
    );
    assert.deepEqual([first.total, reads], [undefined, 0]);
    assert.equal(await survey.find(addressOf(5), neverCancelled), 1);
    assert.equal(reads, 0);
    const rest = await survey.read({ ...all, start: 2 }, neverCancelled, ignore);
    assert.deepEqual(
      rest.tasks.map(({ pid }) => pid),
      [2, 1, 3],
    );
    assert.deepEqual([rest.total, reads], [5, 1]);
  });

  it('keeps equal stacks once, and gives those that are not known yet', async () => {
    const survey = surveyOf(new MadeStacks(machine, 4));
    await survey.read({ ...all, count: 2 }, neverCancelled, ignore);
    const first = await survey.read({ ...all, start: 2, count: 2 }, neverCancelled, ignore);
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
    const part = await wholeOf(surveyOf(new MadeStacks(machine, undefined)));
    assert.deepEqual(
      part.problems.map(({ code }) => code),
      ['panic-cpu-unknown'],
    );
    const nothing = {
      currentTasks: () => [],
      ofPanic: () => new MadeStacks([], undefined).ofPanic(),
      get tasks(): never {
        throw new VmcoreError('init-task-not-found', 'No tasks.', 'Look.');
      },
    };
    const survey = surveyOf(nothing as unknown as MadeStacks);
    await assert.rejects(survey.read(all, neverCancelled, ignore), { code: 'panic-cpu-unknown' });
  });
});
