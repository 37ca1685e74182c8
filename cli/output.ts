import { writeSync } from 'node:fs';
import { errorData } from '../core/base/errors';

const batchLength = 64 * 1024;

/** The reader of our output has gone (`vmcore log … | head`): nothing more is wanted, and nothing is wrong. */
export class OutputClosed extends Error {}

/**
 * Writes all of it to standard output before returning, so that a log of any length needs no memory.
 * @throws OutputClosed when nobody reads any more
 */
export function writeOutput(data: string | Uint8Array): void {
  let left = typeof data === 'string' ? Buffer.from(data) : data;
  while (left.length > 0) left = left.subarray(writeSome(left));
}

/** Lines in batches: a system call for each would take ten times as long. */
export function writeLines(lines: Iterable<string>): void {
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length < batchLength) continue;
    writeOutput(batch);
    batch = '';
  }
  writeOutput(batch);
}

/** Items as the lines of one JSON array, one line each: of any length, and still one document to parse. */
export function* jsonArray(items: Iterable<unknown>): Iterable<string> {
  let separator = '[\n';
  for (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function writeSome(bytes: Uint8Array): number {
  try {
    return writeSync(1, bytes);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EPIPE') throw new OutputClosed();
    // A pipe whose other end is slow, when somebody made it non-blocking.
    if (code === 'EAGAIN') return 0;
    throw error;
  }
}

/** One line on standard error. */
export function writeNotice(message: string): void {
  process.stderr.write(`vmcore: ${message}\n`);
}

/** One line on standard error: what failed, and what to try next. */
export function writeFailure(error: unknown): void {
  const { message, nextStep } = errorData(error);
  writeNotice(`${message} ${nextStep}`.replace(/\s*\n\s*/g, ' '));
}
