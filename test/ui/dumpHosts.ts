import { readdir, readlink } from 'node:fs/promises';

/** The processes that have `path` open: the dump hosts of that dump. */
export async function dumpHostsOf(path: string): Promise<readonly number[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const holders = await Promise.all(
    processes.map(async (pid) => ((await holds(pid, path)) ? [Number(pid)] : [])),
  );
  return holders.flat();
}

async function holds(pid: string, path: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  // A process that ends meanwhile, or that is another user's, holds no dump of ours.
  const descriptors = await readdir(folder).catch(() => []);
  const targets = descriptors.map((name) => readlink(`${folder}/${name}`).catch(() => ''));
  return (await Promise.all(targets)).includes(path);
}
