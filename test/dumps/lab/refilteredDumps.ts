import { copyFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { run } from './childProcess';
import { hostTool, hostToolVersion } from './debianTools';

const REFILTER_TIMEOUT_MS = 120_000;

/** A kdump-compressed (or, with -E, ELF) file that makedumpfile makes from an ELF kdump. */
export async function refiltered(elfPath: string, options: readonly string[]): Promise<string> {
  const [path] = await refilter(elfPath, options, ['dump']);
  return path ?? '';
}

/** The parts of a split dump. */
export async function split(
  elfPath: string,
  options: readonly string[],
  parts: number,
): Promise<readonly string[]> {
  const names = Array.from({ length: parts }, (_, index) => `part${index + 1}`);
  return refilter(elfPath, ['--split', ...options], names);
}

/** The stream that makedumpfile sends when it cannot seek in its output. */
export async function flattened(elfPath: string, options: readonly string[]): Promise<string> {
  const inputs = { elfPath, options, how: 'flattened', version: await hostToolVersion('makedumpfile') };
  const folder = await makeOnce(`kdump-flattened${options.join('')}`, inputs, async (unfinished) =>
    run([...(await hostTool('makedumpfile')), '-F', ...options, elfPath], {
      timeoutMs: REFILTER_TIMEOUT_MS,
      logPath: join(unfinished, 'makedumpfile.log'),
      stdoutPath: join(unfinished, 'dump'),
    }),
  );
  return join(folder, 'dump');
}

/** The plain file of a flattened one. */
export async function rearranged(flattenedPath: string): Promise<string> {
  const folder = await makeOnce('rearranged', { flattenedPath }, (unfinished) =>
    run(['makedumpfile', '-R', join(unfinished, 'dump')], {
      timeoutMs: REFILTER_TIMEOUT_MS,
      logPath: join(unfinished, 'makedumpfile.log'),
      stdinPath: flattenedPath,
    }),
  );
  return join(folder, 'dump');
}

/** A copy of the first part of a dump, as a full disk or a broken transfer leaves it. */
export async function cutOff(path: string, fraction: number): Promise<string> {
  const folder = await makeOnce('cut-off', { path, fraction }, async (unfinished) => {
    const copy = join(unfinished, 'dump');
    await copyFile(path, copy);
    await truncate(copy, Math.floor((await stat(path)).size * fraction));
  });
  return join(folder, 'dump');
}

async function refilter(
  elfPath: string,
  options: readonly string[],
  names: readonly string[],
): Promise<string[]> {
  const inputs = { elfPath, options, names, version: await hostToolVersion('makedumpfile') };
  const folder = await makeOnce(`kdump${options.join('')}`, inputs, async (unfinished) =>
    run(
      [
        ...(await hostTool('makedumpfile')),
        ...options,
        elfPath,
        ...names.map((name) => join(unfinished, name)),
      ],
      {
        timeoutMs: REFILTER_TIMEOUT_MS,
        logPath: join(unfinished, 'makedumpfile.log'),
      },
    ),
  );
  return names.map((name) => join(folder, name));
}
