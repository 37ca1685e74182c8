import { fileKindSizeBytes, isSavedLog } from '../../dump/fileKind';
import { openFile } from '../../dump/openFile';
import { readBytes } from '../../dump/readBytes';
import { savedLogTooLarge } from '../../kernel/errors';
import { parseLogLine } from '../../kernel/log/logLine';
import type { LogTexts } from '../../kernel/log/logTexts';
import { unknownLevel, type LogRecord } from '../../protocol/overview';

/** The largest buffer that log_buf_len= gives is 2 GiB, but nobody reads that much; more is not a log. */
const maximumSizeBytes = 256 * 1024 * 1024;

/** A log that somebody saved as text: vmcore-dmesg.txt, dmesg's output, the kernel's lines of a journal. */
export class SavedLog implements LogTexts {
  constructor(readonly records: readonly LogRecord[]) {}

  get total(): number {
    return this.records.length;
  }

  text(index: number): string | undefined {
    return this.records[index]?.text;
  }
}

/** Undefined where the file is anything but a log with times. @throws VmcoreError as `readSavedLog` does */
export function findSavedLog(path: string): SavedLog | undefined {
  const file = openFile(path);
  try {
    const head = readBytes(file, 0, Math.min(fileKindSizeBytes, file.sizeBytes));
    if (!isSavedLog(head)) return undefined;
  } finally {
    file.close();
  }
  return readSavedLog(path);
}

/** @throws VmcoreError with the codes of openDump, or `saved-log-too-large` */
export function readSavedLog(path: string): SavedLog {
  const file = openFile(path);
  try {
    if (file.sizeBytes > maximumSizeBytes) throw savedLogTooLarge(path, file.sizeBytes, maximumSizeBytes);
    return parseSavedLog(Buffer.from(readBytes(file, 0, file.sizeBytes)).toString('utf8'));
  } finally {
    file.close();
  }
}

/**
 * Every line becomes a record; a line without a time that is indented as far as the text above it continues that
 * record. Any text is a log, if a dull one.
 */
export function parseSavedLog(text: string): SavedLog {
  const records: LogRecord[] = [];
  let indent = 0;
  let continued: string[] = [];
  const finish = (): void => {
    const last = records.at(-1);
    if (last && continued.length > 0) {
      records[records.length - 1] = { ...last, text: [last.text, ...continued].join('\n') };
    }
    continued = [];
  };
  for (const raw of lines(text)) {
    if (indent > 0 && isIndented(raw, indent)) {
      continued.push(raw.slice(indent));
      continue;
    }
    finish();
    const { level, facility, ...line } = parseLogLine(raw);
    records.push({ level: level ?? unknownLevel, facility: facility ?? 0, ...line });
    indent = line.timeUs === undefined ? 0 : raw.length - line.text.length;
  }
  finish();
  return new SavedLog(records);
}

/** Without the empty one behind the last line feed. */
function lines(text: string): string[] {
  const all = text.split(/\r?\n/);
  if (all.at(-1) === '') all.pop();
  return all;
}

function isIndented(line: string, indent: number): boolean {
  return line.length >= indent && line.slice(0, indent).trim() === '';
}
