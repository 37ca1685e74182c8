import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
export function typesByGdb(
  requests: readonly TypeRequest[],
  { vmlinuxPath, cacheFolder, program = 'gdb', timeoutMs = defaultTimeoutMs }: GdbRun,
): Uint8Array {
  const folder = new PrivateFolder();
  try {
    // Whatever its own name is, gdb can take this one.
    symlinkSync(resolve(vmlinuxPath), join(folder.path, 'vmlinux'));
    writeFileSync(join(folder.path, 'script.py'), btfScript);
    const lines = requests.filter(isSafe).map(({ kind, name }) => `${kind} ${name}\n`);
    writeFileSync(join(folder.path, 'requests.txt'), lines.join(''));
    const { status, signal, error, stderr } = spawnSync(
      program,
      [...safety, ...index, '-x', 'script.py', 'vmlinux'],
      {
        cwd: folder.path,
        env: environment(folder.path, cacheFolder),
        stdio: ['ignore', 'ignore', 'pipe'],
        encoding: 'utf8',
        maxBuffer: maxOutputBytes,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
      },
    );
    if (error) throw startError(error, timeoutMs);
    const path = join(folder.path, 'types.btf');
    const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (sizeBytes === 0 || sizeBytes > maxBtfSizeBytes) {
      throw engineStopped('gdb', signal ?? `exit code ${status ?? 'unknown'}`, stderr);
    }
    return readFileSync(path);
  } finally {
    folder.dispose();
  }
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
