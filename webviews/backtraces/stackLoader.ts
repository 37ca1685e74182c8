import type { SurveyedTask } from '../../core/protocol/panels/backtracesRequests';
import type { BacktraceData } from '../../core/protocol/backtraceData';
import type { ShownStack } from './model/shownStack';
import type { StackStore } from './model/stackStore';
import type { BacktracesHost } from './surveyLoader';

const rememberedStacks = 200;
const nothingOpenable: ReadonlySet<number> = new Set();

/** The stacks of single tasks: what the survey tells of them at once, their own addresses then, source lines last. */
export class StackLoader {
  /** By the task's address; the one asked for last stands last. */
  private readonly stacks = new Map<string | undefined, Promise<BacktraceData>>();
  private readonly shown = new Map<string | undefined, ShownStack>();

  constructor(
    private readonly host: Pick<BacktracesHost, 'request'>,
    private readonly store: StackStore,
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** As much of it as is there; asks for the rest. */
  stackOf(task: SurveyedTask): ShownStack | undefined {
    if (!this.stacks.has(task.task)) this.load(task.task).catch(this.failed);
    const surveyed = this.store.stackOf(task);
    return this.shown.get(task.task) ?? (surveyed && { ...surveyed, openable: nothingOpenable });
  }

  /** With all addresses, without source lines: as crash's `bt` tells it. @throws VmcoreError as the dump host does */
  load(task: string | undefined): Promise<BacktraceData> {
    return this.stacks.get(task) ?? this.ask(task);
  }

  private async ask(task: string | undefined): Promise<BacktraceData> {
    const asked = this.host.request('taskStack', { task });
    this.remember(task, asked);
    const stack = await asked;
    this.show(task, { frames: stack.frames, end: stack.end, openable: nothingOpenable });
    this.addSource(task).catch(this.failed);
    return stack;
  }

  private async addSource(task: string | undefined): Promise<void> {
    const { stack, openable } = await this.host.request('sourcedStack', { task });
    this.store.addFunctions(task, stack.frames);
    this.show(task, { frames: stack.frames, end: stack.end, openable: new Set(openable) });
  }

  private show(task: string | undefined, stack: ShownStack): void {
    if (!this.stacks.has(task)) return;
    this.shown.set(task, stack);
    this.changed();
  }

  private remember(task: string | undefined, asked: Promise<BacktraceData>): void {
    this.stacks.set(task, asked);
    for (const oldest of this.stacks.keys()) {
      if (this.stacks.size <= rememberedStacks) return;
      this.stacks.delete(oldest);
      this.shown.delete(oldest);
    }
  }
}
