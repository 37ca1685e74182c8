import { spawn, type ChildProcess } from 'node:child_process';
import { Emitter } from '../base/emitter';
import { engineStopped } from './errors';

/** How long an interrupted command may take to end. */
const interruptMs = 2000;
/** How long an engine may take to leave when its input ends. */
const farewellMs = 1000;
const lastWordsLength = 4096;

/** The last words of gdb and crash, of the C++ library and of C's. */
const outOfMemory = /virtual memory exhausted|bad_alloc|cannot allocate memory|out of memory/i;

export interface EngineStart {
  /** For messages: gdb, crash. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Working folder and home. */
  readonly folder: string;
  /** It tells on its output, too, why it ends. */
  readonly explainsOnOutput?: boolean;
}

/**
 * A child process that takes commands on its input. It leads a process group of its own, so that what it starts
 * ends with it, and it never outlives this process.
 */
export class EngineProcess {
  readonly output = new Emitter<Buffer>();
  /** Fires once, when the process is gone for whatever reason. */
  readonly stopped = new Emitter<Error>();
  private readonly child: ChildProcess;
  private lastWords = '';
  private isGone = false;
  private wasKilledHere = false;
  private readonly killGroup = (): void => {
    this.signal('SIGKILL');
  };

  constructor({ name, program, args, folder, explainsOnOutput = false }: EngineStart) {
    this.child = spawn(program, args, {
      cwd: folder,
      detached: true,
      stdio: 'pipe',
      env: engineEnvironment(folder),
    });
    process.once('exit', this.killGroup);
    // Where no more files can be opened it has no streams either, and 'error' says why.
    const { stdin, stdout, stderr } = this.child as Partial<ChildProcess>;
    stdout?.on('data', (chunk: Buffer) => {
      if (explainsOnOutput) this.hear(chunk.toString('utf8'));
      this.output.fire(chunk);
    });
    stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.hear(chunk);
    });
    // Writing to a process that has just ended fails; its 'exit' says why.
    stdin?.on('error', () => undefined);
    this.child.on('error', (cause) => {
      this.leave(engineStopped(name, cause.message));
    });
    this.child.on('exit', (code, signal) => {
      const isOutOfMemory = outOfMemory.test(this.lastWords);
      const how = isOutOfMemory ? 'out of memory' : this.howItEnded(code, signal);
      this.leave(engineStopped(name, how, isOutOfMemory ? '' : this.lastWords));
    });
  }

  get isRunning(): boolean {
    return !this.isGone;
  }

  write(text: string): void {
    if (!this.isGone) this.child.stdin?.write(text);
  }

  /** What it said so far has nothing to do with how it may end. */
  forgetWords(): void {
    this.lastWords = '';
  }

  /**
   * As Ctrl-C does: the command is given up, the process stays; one that does not even hear that is killed.
   * @returns what to call once the command has ended
   */
  interrupt(): () => void {
    if (this.isGone || this.child.pid === undefined) return () => undefined;
    this.child.kill('SIGINT');
    const killer = setTimeout(this.killGroup, interruptMs);
    return () => {
      clearTimeout(killer);
    };
  }

  /** Ends its input, which every engine takes as a farewell, and kills its group when it does not leave. */
  stop(): void {
    if (this.isGone) return;
    this.child.stdin?.end();
    const killer = setTimeout(this.killGroup, farewellMs);
    this.stopped.listen(() => {
      clearTimeout(killer);
    });
  }

  /** They are told where it ends. */
  hear(words: string): void {
    this.lastWords = (this.lastWords + words).slice(-lastWordsLength);
  }

  private howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
    // The kernel ends a process so that takes the last of the memory.
    if (signal === 'SIGKILL' && !this.wasKilledHere) return 'killed from outside, as when memory runs out';
    return signal ?? `exit code ${code ?? 'unknown'}`;
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined || this.isGone) return;
    this.wasKilledHere ||= signal === 'SIGKILL';
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // The whole group has ended between the last look and this one.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  private leave(reason: Error): void {
    if (this.isGone) return;
    // What the engine itself has started ends with it.
    this.signal('SIGKILL');
    this.isGone = true;
    process.off('exit', this.killGroup);
    this.stopped.fire(reason);
  }
}

/** Nothing of the person's own settings reaches an engine: no start-up files, no pager, no other language. */
function engineEnvironment(folder: string): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env;
  return {
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_CACHE_HOME: folder,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TERM: 'dumb',
    PAGER: 'cat',
    ...(PATH !== undefined && { PATH }),
    ...(TMPDIR !== undefined && { TMPDIR }),
  };
}
