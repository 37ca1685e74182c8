import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder } from './childProcess';
import type { LabDump } from './labDump';
import { crashOutput } from './peerReads';

/** What crash prints for each command, all asked in one run: it takes seconds to start. */
export function crashAnswers<Name extends string>(
  dump: Pick<LabDump, 'vmlinux' | 'path'>,
  commands: Readonly<Record<Name, string>>,
): Promise<Readonly<Record<Name, string>>> {
  return inTemporaryFolder(async (folder) => {
    const named = Object.entries<string>(commands);
    await crashOutput(
      dump,
      named.map(([name, command]) => `${command} > ${name}.txt`),
      folder,
    );
    const answers = await Promise.all(
      named.map(async ([name]) => [name, await readFile(join(folder, `${name}.txt`), 'latin1')] as const),
    );
    return Object.fromEntries(answers) as Record<Name, string>;
  });
}
