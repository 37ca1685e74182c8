import type { KernelLog } from '../core/kernel/log/log';
import type { Kernel } from '../core/kernel/kernel';
import { logText } from '../core/kernel/log/logText';
import type { LogRecord } from '../core/protocol/overview';
import { parseCommandLine, requireOperands } from './arguments';
import { openDumpFile } from './openDumpFile';
import { jsonArray, writeLines, writeNotice, writeOutput } from './output';
import { usage, UsageError } from './usage';

const options = {
  level: { type: 'string' },
  tail: { type: 'string' },
  caller: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** By number, as syslog(2) names them. */
const levelNames = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];

/** Which records are wanted. */
interface Selection {
  /** This level and worse. */
  readonly maxLevel: number | undefined;
  /** Only the last ones. */
  readonly tail: number | undefined;
}

/** `vmcore log`: the kernel's log, as text or as a JSON array of records. */
export async function log(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.log);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.log);
  const selection = { maxLevel: parseLevel(values.level), tail: parseTail(values.tail) };
  const kernel = await openDumpFile(path);
  try {
    if (values.json) await writeJson(kernel.log, selection);
    else writeText(kernel, selection, values.caller ?? false);
    for (const { message } of kernel.log.problems) writeNotice(message);
  } finally {
    kernel.dump.close();
  }
}

function writeText(kernel: Kernel, { maxLevel, tail }: Selection, callers: boolean): void {
  const pieces = logText(kernel.log, {
    form: kernel.logTextForm,
    callers,
    signedChar: kernel.signedChar,
    start: firstIndex(kernel.log, tail),
    ...(maxLevel !== undefined && { includes: ({ level }) => level <= maxLevel }),
  });
  for (const piece of pieces) writeOutput(piece);
}

async function writeJson(kernelLog: KernelLog, selection: Selection): Promise<void> {
  const { logRecord } = await import('../core/report/log/logRecords.js');
  writeLines(jsonArray(selectedRecords(kernelLog, selection, logRecord)));
}

function* selectedRecords(
  kernelLog: KernelLog,
  { maxLevel = 7, tail }: Selection,
  recordAt: (kernelLog: KernelLog, index: number) => LogRecord,
): Iterable<LogRecord & { readonly index: number }> {
  for (let index = firstIndex(kernelLog, tail); index < kernelLog.total; index++) {
    const record = recordAt(kernelLog, index);
    if (record.level <= maxLevel) yield { index, ...record };
  }
}

function firstIndex({ total }: KernelLog, tail = total): number {
  return Math.max(0, total - tail);
}

function parseLevel(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const level = /^[0-7]$/.test(text) ? Number(text) : levelNames.indexOf(text);
  if (level < 0) throw new UsageError(`“${text}” is no level: 0 to 7 or ${levelNames.join(', ')}`, usage.log);
  return level;
}

function parseTail(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`“${text}” is no number of messages`, usage.log);
  return Number(text);
}
