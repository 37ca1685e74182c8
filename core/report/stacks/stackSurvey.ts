import { setImmediate } from 'node:timers/promises';
import { hex } from '../../base/address';
import { throwIfCancelled, type CancellationToken, type ProgressListener } from '../../base/cancellation';
import { waitedKind } from '../../analysis/waits/waitedKind';
import type { TaskStack } from '../../kernel/tasks/stacks';
import type {
  StackSurveyPart,
  SurveyedFrame,
  SurveyedStack,
  SurveyedTask,
} from '../../protocol/panels/backtracesRequests';
import type { Backtrace } from '../../unwind/stackFrame';
import type { CodeNames } from '../../unwind/codeNames';
import { frameData } from './backtraceData';
import type { AllEntries, SurveyEntry, SurveyOrder } from './surveyOrder';
import { withoutUndefined } from '../withoutUndefined';

/** Unwinding goes on this long before others are answered. */
const turnMs = 20;

/** Which part of a survey is asked for. */
export interface SurveyRange {
  readonly start: number;
  readonly count: number;
  /** As many of the stacks are there already. */
  readonly knownStacks: number;
  readonly maxStacks: number;
}

/** The stacks of all tasks, each unwound when first asked for, equal ones kept once. */
export class StackSurvey {
  private readonly numbers = new Map<string, number>();
  private readonly stacks: SurveyedStack[] = [];
  private readonly tasks = new Map<number, SurveyedTask>();

  constructor(
    private readonly names: CodeNames,
    private readonly order: SurveyOrder,
    /** Has all tasks read, others answered in between. */
    private readonly readTasks: () => Promise<unknown>,
  ) {}

  /**
   * Tasks [start, start + count) and the stacks behind the known ones, fewer while only the first ones are known. Others
   * are answered in between.
   * @throws VmcoreError when nothing leads through stacks; `cancelled`, which loses nothing that was unwound
   */
  async read(
    { start, count, knownStacks, maxStacks }: SurveyRange,
    token: CancellationToken,
    progress: ProgressListener,
  ): Promise<StackSurveyPart> {
    const { first } = this.order;
    const all = start < first.length ? undefined : await this.readAll(token);
    const tasks: SurveyedTask[] = [];
    let turnEndsAt = performance.now() + turnMs;
    for (const [offset, entry] of (all?.entries ?? first).slice(start, start + count).entries()) {
      tasks.push(this.taskAt(start + offset, entry));
      if (performance.now() < turnEndsAt) continue;
      if (all) progress(start + offset + 1, all.entries.length);
      await setImmediate();
      throwIfCancelled(token);
      turnEndsAt = performance.now() + turnMs;
    }
    return {
      ...(all && { total: all.entries.length }),
      tasks,
      stackTotal: this.stacks.length,
      stacks: this.stacks.slice(knownStacks, knownStacks + maxStacks),
      problems: all?.problems ?? [],
    };
  }

  /** Where in the survey the task with its task_struct at that address is. */
  async find(address: bigint, token: CancellationToken): Promise<number | undefined> {
    const isIt = (entry: SurveyEntry): boolean => entry.address === address;
    const early = this.order.first.findIndex(isIt);
    const index = early === -1 ? (await this.readAll(token)).entries.findIndex(isIt) : early;
    return index === -1 ? undefined : index;
  }

  private async readAll(token: CancellationToken): Promise<AllEntries> {
    await this.readTasks();
    throwIfCancelled(token);
    return this.order.all();
  }

  private taskAt(index: number, entry: SurveyEntry): SurveyedTask {
    const known = this.tasks.get(index);
    if (known) return known;
    const { pid, comm, state, cpu, onCpu, address, isCrash } = entry;
    const task = withoutUndefined<SurveyedTask>({
      pid,
      comm,
      state: state?.letter,
      cpu,
      onCpu,
      task: address === undefined ? undefined : hex(address),
      crashing: isCrash ? true : undefined,
      stack: this.numberOf(entry.unwind()),
    });
    this.tasks.set(index, task);
    return task;
  }

  /** Stacks are equal where the same functions are at the same places and they end alike, as in `groupStacks`. */
  private numberOf({ backtrace: { frames, end } }: TaskStack): number {
    const key = [...frames.map(({ pc }) => pc.toString(16)), end.kind].join(' ');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.stacks.length;
    this.numbers.set(key, number);
    this.stacks.push(this.surveyed(frames, end));
    return number;
  }

  private surveyed(frames: Backtrace['frames'], end: Backtrace['end']): SurveyedStack {
    const named = frames.map((frame) => {
      const { pc, symbol, offset, size, module, kind } = frameData(this.names, frame);
      return withoutUndefined<SurveyedFrame>({ pc, symbol, offset, size, module, kind });
    });
    const wait = waitedKind(named.map(({ symbol }) => symbol));
    return { frames: named, end: { kind: end.kind, message: end.message }, ...(wait && { wait }) };
  }
}
