import type { Problem } from '../../../core/base/problem';
import type {
  StackSurveyPart,
  SurveyedStack,
  SurveyedTask,
} from '../../../core/protocol/panels/backtracesRequests';
import type { ShownFrame } from './shownStack';

/** What is known of the functions on a stack. */
export interface KnownFunctions {
  readonly frames: readonly Pick<ShownFrame, 'symbol' | 'module' | 'inlined'>[];
}

/** The tasks and stacks that have arrived, in the order in which they did. */
export class StackStore {
  private readonly byIndex = new Map<number, SurveyedTask>();
  private readonly byAddress = new Map<string, SurveyedTask>();
  private readonly arrived: SurveyedStack[] = [];
  /** By the number of a stack: equal ones have the same functions, inlined ones too. */
  private readonly functions = new Map<number, KnownFunctions>();
  /** Tasks of the machine; undefined until they were counted. */
  total: number | undefined;
  problems: readonly Problem[] = [];

  /**
   * @param start of the part, in the survey
   * @param knownStacks behind which its stacks stand
   */
  add(start: number, knownStacks: number, part: StackSurveyPart): void {
    this.total ??= part.total;
    this.problems = part.problems;
    for (const [offset, stack] of part.stacks.entries()) this.arrived[knownStacks + offset] = stack;
    for (const [offset, task] of part.tasks.entries()) {
      if (this.byIndex.has(start + offset)) continue;
      this.byIndex.set(start + offset, task);
      if (task.task !== undefined) this.byAddress.set(task.task, task);
    }
  }

  /** Tasks that are there. */
  get count(): number {
    return this.byIndex.size;
  }

  get isWhole(): boolean {
    return this.count === this.total;
  }

  get tasks(): Iterable<SurveyedTask> {
    return this.byIndex.values();
  }

  get stacks(): readonly SurveyedStack[] {
    return this.arrived;
  }

  /** Undefined until a part with it has arrived. */
  stackOf({ stack }: SurveyedTask): SurveyedStack | undefined {
    return this.arrived[stack];
  }

  /** What debuginfo told of a task's stack, with the functions that were inlined there. */
  addFunctions(address: string | undefined, frames: KnownFunctions['frames']): void {
    const task = this.find(address);
    if (task) this.functions.set(task.stack, { frames });
  }

  /** As many of the functions on its stack as are known. */
  functionsOf(task: SurveyedTask): KnownFunctions | undefined {
    return this.functions.get(task.stack) ?? this.stackOf(task);
  }

  /** Whether debuginfo was asked what is inlined on its stack, or on an equal one. */
  knowsInlined({ stack }: SurveyedTask): boolean {
    return this.functions.has(stack);
  }

  /** By the address of its task_struct; the crashing one without. */
  find(address: string | undefined): SurveyedTask | undefined {
    return address === undefined ? this.crashing : this.byAddress.get(address);
  }

  get crashing(): SurveyedTask | undefined {
    const first = this.byIndex.get(0);
    return first?.crashing ? first : undefined;
  }

  /** The first task of the survey that is not there; undefined when all are. */
  get firstMissing(): number | undefined {
    for (let index = 0; index < (this.total ?? Infinity); index++) if (!this.byIndex.has(index)) return index;
    return undefined;
  }
}
