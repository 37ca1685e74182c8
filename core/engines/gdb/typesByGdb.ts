import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { throwIfCancelled, type CancellationToken } from '../../base/cancellation';
import { engineMissing, engineStopped, engineTooSlow } from '../errors';
import { PrivateFolder } from '../privateFolder';
import { btfScript } from './btfScript';

/** What gdb is asked for: `struct` stands for unions as well, `typedef` for base types. */
export interface TypeRequest {
  readonly kind: 'struct' | 'enum' | 'typedef' | 'variable' | 'function';
  readonly name: string;
}

export interface GdbRun {
  readonly vmlinuxPath: string;
  /** gdb keeps its index of a vmlinux here, which saves it ten seconds the next time. */
  readonly cacheFolder: string;
  readonly program?: string;
  readonly timeoutMs?: number;
}

/** A kernel's whole closure of types has four megabytes. */
const maxBtfSizeBytes = 1 << 28;
const defaultTimeoutMs = 120_000;
const maxOutputBytes = 1 << 20;

/** Nothing beside the vmlinux or inside it is to be run (auto-load), nothing to be fetched. */
const safety = ['-nx', '-batch', '-iex', 'set auto-load off', '-iex', 'set debuginfod enabled off'];
const index = ['-iex', 'set index-cache enabled on'];

/**
 * The types and all that they lead to, as a BTF section that gdb makes of the vmlinux's DWARF. Waits for gdb: seconds,
 * and some 500 MB of memory while it runs.
 * @throws VmcoreError `engine-missing`, `engine-stopped`, `engine-too-slow`
 */
export function typesByGdb(requests: readonly TypeRequest[], run: GdbRun): Uint8Array {
  const { timeoutMs = defaultTimeoutMs } = run;
  const folder = questionFolder(requests, run);
  try {
    const [program, args, options] = gdbCommand(folder, run);
    const result = spawnSync(program, args, {
      ...options,
      encoding: 'utf8',
      maxBuffer: maxOutputBytes,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    if (result.error) throw startError(result.error, timeoutMs);
    return readAnswer(folder, result);
  } finally {
    folder.dispose();
  }
}

/** The same while this process does other work. @throws VmcoreError as `typesByGdb` does, or `cancelled` */
export async function fetchTypesByGdb(
  requests: readonly TypeRequest[],
  run: GdbRun,
  token: CancellationToken,
): Promise<Uint8Array> {
  const { timeoutMs = defaultTimeoutMs } = run;
  const folder = questionFolder(requests, run);
  try {
    const [program, args, options] = gdbCommand(folder, run);
    const { timedOut, ...ended } = await runToEnd([program, args, options], timeoutMs, token);
    throwIfCancelled(token);
    if (timedOut) throw engineTooSlow('gdb', timeoutMs / 1000);
    return readAnswer(folder, ended);
  } finally {
    folder.dispose();
  }
}

type GdbCommand = readonly [program: string, args: readonly string[], options: GdbOptions];

interface GdbOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdio: ['ignore', 'ignore', 'pipe'];
}

interface GdbEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Ends its whole process group when nobody wants the answer any more, or when this process ends. */
function runToEnd(
  [program, args, options]: GdbCommand,
  timeoutMs: number,
  token: CancellationToken,
): Promise<GdbEnd & { readonly timedOut: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, detached: true });
    let stderr = '';
    let timedOut = false;
    const kill = (): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, timeoutMs);
    process.once('exit', kill);
    const cancelling = token.onCancel?.(kill);
    const leave = (): void => {
      clearTimeout(timer);
      process.off('exit', kill);
      cancelling?.dispose();
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-maxOutputBytes);
    });
    child.on('error', (error) => {
      leave();
      reject(startError(error, timeoutMs));
    });
    child.on('close', (status, signal) => {
      leave();
      resolve({ status, signal, stderr, timedOut });
    });
  });
}

/** A folder that holds what gdb is to read, and where it writes. */
function questionFolder(requests: readonly TypeRequest[], { vmlinuxPath }: GdbRun): PrivateFolder {
  const folder = new PrivateFolder();
  // Whatever its own name is, gdb can take this one.
  symlinkSync(resolve(vmlinuxPath), join(folder.path, 'vmlinux'));
  writeFileSync(join(folder.path, 'script.py'), btfScript);
  const lines = requests.filter(isSafe).map(({ kind, name }) => `${kind} ${name}\n`);
  writeFileSync(join(folder.path, 'requests.txt'), lines.join(''));
  return folder;
}

function gdbCommand({ path }: PrivateFolder, { program = 'gdb', cacheFolder }: GdbRun): GdbCommand {
  const args = [...safety, ...index, '-x', 'script.py', 'vmlinux'];
  return [
    program,
    args,
    { cwd: path, env: environment(path, cacheFolder), stdio: ['ignore', 'ignore', 'pipe'] },
  ];
}

function readAnswer(folder: PrivateFolder, { status, signal, stderr }: GdbEnd): Uint8Array {
  const path = join(folder.path, 'types.btf');
  const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeBytes === 0 || sizeBytes > maxBtfSizeBytes) {
    throw engineStopped('gdb', signal ?? `exit code ${status ?? 'unknown'}`, stderr);
  }
  return readFileSync(path);
}

/** A request is a line of words. */
function isSafe({ name }: TypeRequest): boolean {
  return /^\w{1,256}$/.test(name);
}

function startError(error: NodeJS.ErrnoException, timeoutMs: number): Error {
  if (error.code === 'ETIMEDOUT') return engineTooSlow('gdb', timeoutMs / 1000);
  if (error.code !== 'ENOENT') return engineStopped('gdb', error.message);
  return engineMissing(
    'gdb',
    'Install gdb: it reads the types of a kernel that was built without BTF from its vmlinux.',
  );
}

function environment(home: string, cacheFolder: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: cacheFolder,
    LC_ALL: 'C.UTF-8',
    TERM: 'dumb',
    ...(PATH !== undefined && { PATH }),
  };
}
