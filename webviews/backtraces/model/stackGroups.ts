import { crashState } from '../../../core/protocol/crashState';
import type { SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';

/** Tasks whose stacks are equal. */
export interface StackGroup {
  readonly stack: number;
  readonly tasks: readonly SurveyedTask[];
  /** crash's letters of what they do, each once: `UN`, or `IN,UN`. */
  readonly states: string;
}

/** Groups in an order that holds while somebody reads: new ones come last, until they are sorted anew. */
export class StackGroups {
  private order: readonly number[] = [];
  private sizes: readonly number[] = [];

  /** Of these tasks; the most frequent first among those that are new. */
  of(tasks: Iterable<SurveyedTask>): readonly StackGroup[] {
    const found = groupByStack(tasks);
    const known = new Set(this.order);
    const added = [...found.keys()].filter((stack) => !known.has(stack));
    this.order = [...this.order, ...byCount(added, found)];
    const groups = this.order.flatMap((stack) => {
      const group = found.get(stack);
      return group ? [{ stack, tasks: group, states: statesOf(group) }] : [];
    });
    this.sizes = groups.map((group) => group.tasks.length);
    return groups;
  }

  /** Groups there were last. */
  get count(): number {
    return this.sizes.length;
  }

  /** Whether the most frequent came first then. */
  get isSorted(): boolean {
    return this.sizes.every((size, index) => size <= (this.sizes[index - 1] ?? size));
  }

  /** The most frequent first, from the next time on. */
  sort(): void {
    this.order = [];
  }
}

function groupByStack(tasks: Iterable<SurveyedTask>): ReadonlyMap<number, SurveyedTask[]> {
  const groups = new Map<number, SurveyedTask[]>();
  for (const task of tasks) {
    const group = groups.get(task.stack);
    if (group) group.push(task);
    else groups.set(task.stack, [task]);
  }
  return groups;
}

function byCount(stacks: number[], found: ReadonlyMap<number, readonly SurveyedTask[]>): readonly number[] {
  const countOf = (stack: number): number => found.get(stack)?.length ?? 0;
  return stacks.sort((a, b) => countOf(b) - countOf(a));
}

function statesOf(tasks: readonly SurveyedTask[]): string {
  return [...new Set(tasks.map(({ state }) => crashState(state)))].sort().join(',');
}
