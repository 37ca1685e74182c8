import { lockWaitLines } from '../core/protocol/lockWaitText';
import { readLockWaits } from '../core/report/lockWaitsData';
import { parseCommandLine, requireOperands } from './arguments';
import { openDumpFile } from './openDumpFile';
import { writeLines, writeNotice, writeOutput } from './output';
import { usage } from './usage';

const options = { json: { type: 'boolean' } } as const;

/** `vmcore waits`: which task waits for which lock, who holds it, and who waits in a circle. */
export async function waits(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.waits);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.waits);
  const kernel = await openDumpFile(path);
  try {
    const found = readLockWaits(kernel);
    if (values.json) writeOutput(`${JSON.stringify(found, undefined, 2)}\n`);
    else writeLines(lockWaitLines(found));
    for (const { message, at } of found.problems) {
      writeNotice(at === undefined ? message : `${message} (${at})`);
    }
  } finally {
    kernel.dump.close();
  }
}
