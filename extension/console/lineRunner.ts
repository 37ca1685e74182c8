import { errorData } from '../../core/base/errors';
import { RequestCancellation } from '../../core/protocol/connection';
import type { EngineName } from '../../core/protocol/panels/consoleRequests';
import type { TaskContext } from '../../core/protocol/taskContext';
import type { OpenDump } from '../dumpHost/openDump';
import { compareAnswers, isComparable, type Comparison } from './compareAnswers';
import type { EngineRuns } from './engineRuns';
import { parseFilteredLine } from './lineFilters';
import { OutputLines } from './outputLines';

/** A line that waits, or is carried out. */
export interface QueuedLine {
  readonly engine: EngineName;
  /** As it was typed. */
  readonly line: string;
}

/** crash's answer to a line, whole. */
export interface ComparedAnswer {
  readonly line: string;
  readonly text: string;
  /** That was meant. */
  readonly task: TaskContext | undefined;
}

/** What a runner tells while it works. */
export interface RunnerListener {
  started(line: QueuedLine): void;
  /** Whole lines, without line feeds at their ends. */
  lines(lines: readonly string[]): void;
  /** A word of ours about the engine. */
  notice(text: string): void;
  failed(message: string): void;
  /** The two answers to a line differ. */
  differs(answer: ComparedAnswer, comparison: Comparison): void;
  ended(line: QueuedLine, elapsedMs: number): void;
}

/** Answers longer than this are not compared. */
const maxComparedLength = 2_000_000;

/** Carries out lines one after the other, in the order in which they were given. */
export class LineRunner {
  private readonly waiting: QueuedLine[] = [];
  private running: { readonly line: QueuedLine; readonly startedMs: number } | undefined;
  private cancellation = new RequestCancellation();

  constructor(
    private readonly dump: OpenDump,
    private readonly runs: EngineRuns,
    private readonly listener: RunnerListener,
  ) {}

  /** The line that is carried out. */
  get current(): QueuedLine | undefined {
    return this.running?.line;
  }

  get elapsedMs(): number {
    return this.running ? performance.now() - this.running.startedMs : 0;
  }

  get waitingCount(): number {
    return this.waiting.length;
  }

  add(line: QueuedLine): void {
    this.waiting.push(line);
    if (!this.running) void this.runAll();
  }

  /** Gives up what is carried out; what waits comes next. */
  cancel(): void {
    this.cancellation.cancel();
  }

  dispose(): void {
    this.waiting.length = 0;
    this.cancel();
  }

  private async runAll(): Promise<void> {
    for (let line = this.waiting.shift(); line; line = this.waiting.shift()) {
      this.running = { line, startedMs: performance.now() };
      this.cancellation = new RequestCancellation();
      this.listener.started(line);
      try {
        await this.run(line);
      } catch (error) {
        const { code, message, nextStep } = errorData(error);
        this.listener.failed(code === 'cancelled' ? '^C' : `${message} ${nextStep}`);
      }
      const { elapsedMs } = this;
      this.running = undefined;
      this.listener.ended(line, elapsedMs);
    }
  }

  private async run({ engine, line }: QueuedLine): Promise<void> {
    const { command, filter } = parseFilteredLine(line);
    const isCompared = engine === 'crash' && !filter && isComparable(command);
    const task = await this.runs.findTask(this.dump);
    let whole = '';
    const output = new OutputLines((lines) => {
      this.listener.lines(filter ? lines.flatMap((each) => filter.take(each)) : lines);
    });
    await this.runs.run(this.dump, {
      engine,
      line: command,
      task: task?.task,
      cancellation: this.cancellation,
      onOutput: ({ text, isNotice }) => {
        if (isNotice) {
          this.listener.notice(text.trimEnd());
          return;
        }
        output.add(text);
        if (isCompared && whole.length <= maxComparedLength) whole += text;
      },
    });
    output.end();
    if (filter) this.listener.lines(filter.end());
    if (isCompared && whole.length <= maxComparedLength)
      await this.compare({ line: command, text: whole, task });
  }

  private async compare(answer: ComparedAnswer): Promise<void> {
    const { cancellation } = this;
    const { line, text, task } = answer;
    const native = await this.runs.nativeText(this.dump, { line, task: task?.task, cancellation });
    const compared = native === undefined ? undefined : compareAnswers(line, text, native);
    if (compared && !compared.isSame) this.listener.differs(answer, compared);
  }
}
