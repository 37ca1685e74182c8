import { errorData } from '../../core/base/errors';
import { RequestCancellation } from '../../core/protocol/connection';
import type { EngineName } from '../../core/protocol/panels/consoleRequests';
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

/** What a runner tells while it works. */
export interface RunnerListener {
  started(line: QueuedLine): void;
  /** Whole lines, without line feeds at their ends. */
  lines(lines: readonly string[]): void;
  /** A word of ours about the engine. */
  notice(text: string): void;
  failed(message: string): void;
  /** The two answers to a line differ; `crash` is crash's, whole. */
  differs(line: QueuedLine, comparison: Comparison, crash: string): void;
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

  private async run(queued: QueuedLine): Promise<void> {
    const { engine, line } = queued;
    const { command, filter } = parseFilteredLine(line);
    const isCompared = engine === 'crash' && !filter && isComparable(command);
    let whole = '';
    const output = new OutputLines((lines) => {
      this.listener.lines(filter ? lines.flatMap((each) => filter.take(each)) : lines);
    });
    await this.runs.run(this.dump, {
      engine,
      line: command,
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
    if (isCompared && whole.length <= maxComparedLength) await this.compare(queued, command, whole);
  }

  private async compare(queued: QueuedLine, command: string, crash: string): Promise<void> {
    const { cancellation } = this;
    const native = await this.runs.nativeText(this.dump, command, cancellation);
    const compared = native === undefined ? undefined : compareAnswers(command, crash, native);
    if (compared && !compared.isSame) this.listener.differs(queued, compared, crash);
  }
}
