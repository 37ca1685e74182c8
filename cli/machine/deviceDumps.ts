import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDeviceDumps, type DeviceDump } from '../../core/dump/deviceDumps';
import { answerOptions, printAnswer } from '../answer';
import { parseCommandLine, requireOperands } from '../arguments';
import { deviceDumpUnwritable } from '../errors';
import { textTable, type Column } from '../textTable';
import { usage } from '../usage';

const options = { save: { type: 'string' }, ...answerOptions } as const;

interface Row {
  readonly name: string;
  readonly sizeBytes: number;
  /** Where it was saved. */
  readonly path: string | undefined;
}

/** `vmcore device-dumps`: what drivers saved of their devices; with --save a file of each, none of them overwritten. */
export async function deviceDumps(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage['device-dumps']);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage['device-dumps']);
  const { save: folder } = values;
  await printAnswer(
    path,
    values,
    ({ dump }) => {
      const data = findDeviceDumps(dump.notes).map((found, index): Row => {
        const { name, sizeBytes } = found;
        return { name, sizeBytes, path: folder === undefined ? undefined : saveIn(folder, found, index) };
      });
      return { data, problems: [] };
    },
    (rows) => (rows.length === 0 ? 'No device dumps.\n' : textTable(columns, rows)),
  );
}

const columns: readonly Column<Row>[] = [
  { title: 'NAME', value: ({ name }) => name },
  { title: 'SIZE', value: ({ sizeBytes }) => sizeBytes, align: 'right' },
  { title: 'FILE', value: ({ path }) => path ?? '-' },
];

/** The name is the dump's, so nothing but a plain file name is made of it. @throws VmcoreError `device-dump-unwritable` */
function saveIn(folder: string, { name, data }: DeviceDump, index: number): string {
  const path = join(folder, `${index}-${name.replace(/[^\w:.-]/g, '_')}.bin`);
  try {
    writeFileSync(path, data, { flag: 'wx' });
  } catch (error) {
    throw deviceDumpUnwritable(path, error);
  }
  return path;
}
