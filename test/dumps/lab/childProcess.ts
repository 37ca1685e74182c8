import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type Argv = readonly [string, ...string[]];

export interface RunOptions {
  readonly timeoutMs: number;
  /** Everything the child says is added to this file; its end is part of the error when the child fails. */
  readonly logPath: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdinPath?: string;
  /** Where standard output goes instead of the log. */
  readonly stdoutPath?: string;
}

/** A child with a process group of its own, so that ending it ends everything it started. */
export interface ChildGroup {
  readonly process: ChildProcess;
  readonly exited: Promise<string>;
  kill(): void;
}

const alive = new Set<ChildGroup>();
process.on('exit', () => {
  for (const child of alive) child.kill();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Starts the child with a slot of the machine taken until it exits: no more heavy children than cores. */
export async function startChild(
  argv: Argv,
  stdio: [stdin: 'ignore' | number, stdout: 'pipe' | number, stderr: number],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): Promise<ChildGroup> {
  await slots.take();
  const child = spawn(argv[0], argv.slice(1), { ...options, stdio, detached: true });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(signal ?? `exit code ${code ?? 'unknown'}`);
    });
  });
  const group: ChildGroup = {
    process: child,
    exited,
    kill: () => {
      killGroup(child.pid);
    },
  };
  alive.add(group);
  void exited.then(() => {
    alive.delete(group);
    slots.give();
  });
  return group;
}

/** Runs the child to its end. @throws Error with the log's end when it fails or takes longer than allowed. */
export async function run(argv: Argv, options: RunOptions): Promise<void> {
  const log = openSync(options.logPath, 'a');
  const stdin = options.stdinPath === undefined ? undefined : openSync(options.stdinPath, 'r');
  const stdout = options.stdoutPath === undefined ? undefined : openSync(options.stdoutPath, 'w');
  try {
    const child = await startChild(argv, [stdin ?? 'ignore', stdout ?? log, log], {
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.env && { env: options.env }),
    });
    const outcome = await Promise.race([child.exited, timeout(child, options.timeoutMs)]);
    if (outcome !== 'exit code 0') {
      throw new Error(`${argv.join(' ')}\n${outcome}\n${await logEnd(options.logPath)}`);
    }
  } finally {
    for (const fd of [log, stdin, stdout]) if (fd !== undefined) closeSync(fd);
  }
}

/** Ends the child after the time, unless it has ended by itself. */
async function timeout(child: ChildGroup, timeoutMs: number): Promise<string> {
  const timer = new AbortController();
  void child.exited.then(() => {
    timer.abort();
  });
  await delay(timeoutMs, undefined, { signal: timer.signal }).catch(() => child.exited);
  child.kill();
  return `ended by the lab after ${timeoutMs / 1000} s`;
}

/** Standard output of a short-lived child. */
export async function output(argv: Argv, timeoutMs = 60_000): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const stdoutPath = join(folder, 'stdout');
    await run(argv, { timeoutMs, logPath: join(folder, 'stderr'), stdoutPath });
    return readFile(stdoutPath, 'utf8');
  });
}

export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'vmcore-lab-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function logEnd(path: string, lines = 25): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // The group is gone already, which is what we want.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const slots = {
  free: availableParallelism(),
  waiting: [] as (() => void)[],
  async take(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  },
  give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  },
};
