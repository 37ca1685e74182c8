import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { output, run } from './childProcess';
import type { LogReference } from './labDump';
import { crashOutput } from './peerReads';

/** What `makedumpfile --dump-dmesg` of this machine prints for a true kdump of the machine's own architecture. */
export async function makedumpfileLog(dumpPath: string): Promise<LogReference> {
  const version = (await output(['makedumpfile', '-v'])).split('\n')[0];
  const folder = await makeOnce('log-makedumpfile', { dumpPath, version }, (unfinished) =>
    run(['makedumpfile', '--dump-dmesg', dumpPath, join(unfinished, 'log')], {
      timeoutMs: 60_000,
      logPath: join(unfinished, 'makedumpfile.log'),
    }),
  );
  return { tool: 'makedumpfile', logPath: join(folder, 'log') };
}

/** What crash's `log` prints. */
export async function crashLog(dumpPath: string, vmlinux: string): Promise<LogReference> {
  const folder = await makeOnce('log-crash', { dumpPath, vmlinux }, async (unfinished) => {
    await crashOutput({ path: dumpPath, vmlinux }, [`log > ${join(unfinished, 'log')}`], unfinished);
  });
  return { tool: 'crash', logPath: join(folder, 'log') };
}
