import { join } from 'node:path';
import { type RequestOptions } from '../../core/protocol/connection';
import type { EngineLine, EngineName } from '../../core/protocol/panels/consoleRequests';
import { compareAnswers, type Comparison } from '../../extension/console/compareAnswers';
import { startDumpHost, type DumpHost } from '../../extension/dumpHost/dumpHostProcess';
import { taskWithPid } from './openDumpHost';

const modulePath = join(__dirname, '../../debug-adapter/main.js');

/** A dump host and what its engines say, as the extension hears it. */
export class ConsoleSession {
  private readonly heard = new Map<string, string>();
  private readonly waiting = new Map<string, () => void>();
  private runs = 0;
  readonly host: DumpHost;
  readonly notices: string[] = [];

  constructor(
    private readonly debuginfoPaths: readonly string[],
    private readonly crashProgram?: string,
  ) {
    this.host = startDumpHost(
      modulePath,
      {
        logLine: () => null,
        debugMessage: () => null,
        engineOutput: ({ run, text, isNotice }) => {
          if (isNotice) this.notices.push(text);
          else this.heard.set(run, (this.heard.get(run) ?? '') + text);
          if (!isNotice) this.waiting.get(run)?.();
          return null;
        },
      },
      (line) => {
        process.stderr.write(`${line}\n`);
      },
    );
  }

  async run(line: string, engine: EngineName = 'crash', options?: RequestOptions): Promise<string> {
    return (await this.ask(line, { engine }, options)).text;
  }

  /** What is said about that task, and which one crash means from then on, where it tells. */
  runAbout(
    task: string | undefined,
    line: string,
    engine: EngineName = 'crash',
  ): Promise<{ readonly text: string; readonly task?: string }> {
    return this.ask(line, { engine, task });
  }

  private async ask(
    line: string,
    about: Pick<EngineLine, 'engine' | 'task'>,
    options?: RequestOptions,
  ): Promise<{ readonly text: string; readonly task?: string }> {
    const run = String(++this.runs);
    const { debuginfoPaths, crashProgram } = this;
    const asked = { run, line, debuginfoPaths, crashProgram, ...about };
    const told = await this.host.connection.request('runLine', asked, options);
    return { ...told, text: this.heard.get(run) ?? '' };
  }

  /** Resolves with the first output of the line that is run next. */
  firstOutput(): Promise<void> {
    return new Promise((resolve) => this.waiting.set(String(this.runs + 1), resolve));
  }

  async native(line: string, task?: string): Promise<string | undefined> {
    return (await this.host.connection.request('nativeText', { line, task }))?.text;
  }

  /** How crash's answer and the native one go together. */
  async compare(line: string, task?: string): Promise<Comparison | undefined> {
    const { text } = await this.runAbout(task, line);
    return compareAnswers(line, text, (await this.native(line, task)) ?? '');
  }

  /** The address of the task_struct. */
  taskOf(pid: number): Promise<string> {
    return taskWithPid(this.host, pid);
  }

  async complete(line: string, engine: EngineName = 'crash'): Promise<readonly string[]> {
    const { items } = await this.host.connection.request('completeLine', { engine, line });
    return items.map(({ text }) => text);
  }
}
