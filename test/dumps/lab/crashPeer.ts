import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './childProcess';
import { hostTool } from './debianTools';

/** What crash needs to open a dump. */
export interface CrashSubject {
  readonly dumpPath: string;
  readonly vmlinux: string;
}

/** Sixteen bytes at most; `physical` tells how to understand the address. */
export interface ReadRequest {
  readonly address: bigint;
  readonly physical: boolean;
}

/** Eight bytes, or undefined where the peer can read nothing. */
export type ReadAnswer = bigint | undefined;

const CRASH_TIMEOUT_MS = 180_000;

/** Runs crash commands, one a line, in a folder of their own; the path of the file with what they printed. */
export async function crashBatch(subject: CrashSubject, commands: string, folder: string): Promise<string> {
  const outputPath = join(folder, 'crash.out');
  const commandPath = join(folder, 'crash.commands');
  const redirected = commands
    .split('\n')
    .map((command, index) => `${command} ${index === 0 ? '>' : '>>'} ${outputPath}`);
  await writeFile(commandPath, `${['set scroll off', ...redirected, 'quit'].join('\n')}\n`);
  await run(
    [
      ...(await hostTool('crash')),
      '-s',
      '--no_crashrc',
      '-i',
      commandPath,
      subject.vmlinux,
      subject.dumpPath,
    ],
    {
      timeoutMs: CRASH_TIMEOUT_MS,
      logPath: join(folder, 'crash.log'),
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, TERM: 'dumb' },
    },
  );
  return outputPath;
}
