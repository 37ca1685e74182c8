import { randomBytes } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CancellationToken } from '../../base/cancellation';
import { cancelled } from '../../base/errors';
import { ByteLines } from '../byteLines';
import { EngineProcess } from '../engineProcess';
import { engineNotStarted, engineTooSlow } from '../errors';
import { PrivateFolder } from '../privateFolder';
import { Turns } from '../turns';
import { checkCrashLine } from './crashCommands';

export interface CrashStart {
  /** Absolute path of the program. */
  readonly program: string;
  readonly vmlinux: string;
  /** All files of a split dump. */
  readonly dumpFiles: readonly string[];
  /** The person's own arguments. */
  readonly args?: readonly string[];
}

export interface CrashOptions {
  readonly token?: CancellationToken;
  readonly timeoutMs?: number;
}

/** crash reads a vmlinux of 600 MB before it says anything. */
const startTimeoutMs = 300_000;
const commandTimeoutMs = 300_000;
/** `eval` prints a number in four bases, a line each. */
const markerLines = 4;

interface Running {
  readonly marker: string;
  readonly onLine: (line: string) => void;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** crash on a dump, by a pipe: one command at a time, its output line by line, its end by a number that it is asked for. */
export class CrashEngine {
  readonly stopped: EngineProcess['stopped'];
  private readonly process: EngineProcess;
  private running: Running | undefined;
  private hasStarted = false;
  private linesToSkip = 0;
  private readonly turns = new Turns();
  private gone: Error | undefined;

  private constructor(program: string, args: readonly string[], folder: PrivateFolder) {
    this.process = new EngineProcess({
      name: 'crash',
      program,
      args,
      folder: folder.path,
      explainsOnOutput: true,
    });
    this.stopped = this.process.stopped;
    const lines = new ByteLines((line) => {
      this.take(line);
    });
    this.process.output.listen((chunk) => {
      lines.push(chunk);
    });
    this.stopped.listen((reason) => {
      this.gone = reason;
      this.running?.fail(reason);
      folder.dispose();
    });
  }

  /** @throws VmcoreError `engine-not-started`, or why crash does not open the dump, with its own last words */
  static async start(start: CrashStart, options: CrashOptions = {}): Promise<CrashEngine> {
    const engine = CrashEngine.launch(start);
    try {
      await engine.enqueue('set scroll off', () => undefined, { timeoutMs: startTimeoutMs, ...options });
      return engine;
    } catch (error) {
      engine.dispose();
      throw error;
    }
  }

  private static launch({ program, args = [], vmlinux, dumpFiles }: CrashStart): CrashEngine {
    let folder: PrivateFolder | undefined;
    try {
      folder = new PrivateFolder();
      const files = layLinks([vmlinux, ...dumpFiles], folder.path);
      return new CrashEngine(program, ['-s', '--no_crashrc', ...args, ...files], folder);
    } catch (error) {
      folder?.dispose();
      throw engineNotStarted('crash', error);
    }
  }

  /**
   * Carries out a command after all that were given before.
   * @param onLine each line of its output, as it comes
   * @throws VmcoreError `unsafe-text`, `engine-stopped`, `engine-too-slow` or `cancelled`
   */
  async run(line: string, onLine: (line: string) => void, options: CrashOptions = {}): Promise<void> {
    return this.enqueue(checkCrashLine(line), onLine, options);
  }

  dispose(): void {
    this.process.stop();
  }

  private enqueue(line: string, onLine: (line: string) => void, options: CrashOptions): Promise<void> {
    return this.turns.take(() => this.carryOut(line, onLine, options), options.token);
  }

  private async carryOut(line: string, onLine: (line: string) => void, options: CrashOptions): Promise<void> {
    const { token, timeoutMs = commandTimeoutMs } = options;
    if (this.gone) throw this.gone;
    // Nothing in a dump can know it beforehand.
    const marker = `7${randomBytes(7).toString('hex')}`;
    const done = new Promise<void>((finish, fail) => {
      this.running = { marker, onLine, finish, fail };
      if (this.hasStarted) this.process.forgetWords();
      this.process.write(`${line}\neval 0x${marker}\n`);
    });
    const deadline = setTimeout(() => {
      this.giveUp(engineTooSlow('crash', timeoutMs / 1000));
    }, timeoutMs);
    const listening = token?.onCancel?.(() => {
      this.giveUp(cancelled());
    });
    try {
      await done;
    } finally {
      this.running = undefined;
      clearTimeout(deadline);
      listening?.dispose();
    }
  }

  /** Nothing more is shown of the command. */
  private giveUp(reason: Error): void {
    const { running } = this;
    if (!running) return;
    const ended = this.process.interrupt();
    const settled = (): void => {
      ended();
      running.fail(reason);
    };
    this.running = { marker: running.marker, onLine: () => undefined, finish: settled, fail: settled };
  }

  private take(line: string): void {
    if (this.linesToSkip > 0) {
      this.linesToSkip -= 1;
      return;
    }
    const { running } = this;
    if (!running) return;
    // A command that was interrupted, and some that were not, leave the line before unfinished.
    const end = line.indexOf(`hexadecimal: ${running.marker}`);
    if (end !== 0) running.onLine(end < 0 ? line : line.slice(0, end));
    if (end < 0) return;
    this.linesToSkip = markerLines - 1;
    this.hasStarted = true;
    running.finish();
  }
}

/** crash gets paths of our own making: a name that begins with a dash, or has blanks, never reaches its arguments. */
function layLinks(paths: readonly string[], folder: string): readonly string[] {
  return paths.map((path, index) => {
    const link = join(folder, index === 0 ? 'vmlinux' : `vmcore${index}`);
    symlinkSync(path, link);
    return link;
  });
}
