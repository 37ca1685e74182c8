import { virtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import { GrowingIndex } from '../growingIndex';
import { readWhole, type KernelMemory, type WordLayout } from '../kernelMemory';
import type { LogBuffer, LogDevice, LogEntry } from './logBuffer';
import { parseLogLine } from './logLine';
import type { KernelLayout } from '../kernelLayout';

/** CONFIG_LOG_BUF_SHIFT went up to 21 in those kernels, log_buf_len= higher; nobody had more than this. */
const maximumBufferBytes = 64 * 1024 * 1024;

/**
 * Before Linux 3.5 the log is one ring of text, lines with a level in front: `<6>[    1.000000] text`. Bytes that the
 * dump lacks are left out and counted.
 */
export class PlainLog implements LogBuffer {
  readonly overwrittenCount = undefined;
  readonly problems: readonly Problem[];
  private readonly lineStarts = new GrowingIndex();

  constructor(
    private readonly text: Uint8Array,
    missingBytes: number,
  ) {
    this.problems = missingBytes === 0 ? [] : [missingLogText(missingBytes)];
    for (let start = 0; start < text.length;) {
      this.lineStarts.push(start);
      const end = text.indexOf(0x0a, start);
      start = end < 0 ? text.length : end + 1;
    }
  }

  get count(): number {
    return this.lineStarts.length;
  }

  entry(index: number): LogEntry {
    const line = this.line(index);
    const { text, timeUs, level, facility } = parseLogLine(Buffer.from(line).toString('latin1'));
    return {
      text: line.subarray(line.length - text.length),
      dataless: false,
      // What printk took when the caller gave no level (default_message_loglevel).
      level: level ?? 4,
      facility: facility ?? 0,
      ...(timeUs !== undefined && { timeUs }),
    };
  }

  device(): LogDevice {
    return {};
  }

  *plainText(): Iterable<Uint8Array> {
    yield this.text;
  }

  private line(index: number): Uint8Array {
    const start = this.lineStarts.at(index);
    const end = this.text.indexOf(0x0a, start);
    return this.text.subarray(start, end < 0 ? this.text.length : end);
  }
}

/** Undefined when VMCOREINFO does not name the buffer, or the dump lacks its variables. */
export function readPlainLog(
  memory: KernelMemory,
  layout: KernelLayout,
  words: WordLayout,
): PlainLog | undefined {
  const pointerAt = layout.symbol('log_buf');
  const lengthAt = layout.symbol('log_buf_len');
  const endAt = layout.symbol('log_end');
  if (pointerAt === undefined || lengthAt === undefined || endAt === undefined) return undefined;
  const pointer = readWhole(memory, virtualAddress(pointerAt), words.wordSizeBytes, words)?.word(0);
  const sizeBytes = readWhole(memory, virtualAddress(lengthAt), 4, words)?.u32(0);
  // An unsigned int since 2.6.25, a long before; its lower half is enough for a position in the ring.
  const end = readWhole(memory, virtualAddress(endAt), 4, words)?.u32(0);
  if (pointer === undefined || sizeBytes === undefined || end === undefined) return undefined;
  if (sizeBytes === 0 || sizeBytes > maximumBufferBytes) return undefined;
  return unrolled(memory, pointer, sizeBytes, end);
}

/** Oldest byte first. */
function unrolled(memory: KernelMemory, start: bigint, sizeBytes: number, end: number): PlainLog {
  const ring = new Uint8Array(sizeBytes);
  const gaps = memory.read(virtualAddress(start), ring);
  const present: Uint8Array[] = [];
  const addRange = (from: number, to: number): void => {
    let at = from;
    for (const gap of gaps) {
      if (gap.offset + gap.sizeBytes <= at || gap.offset >= to) continue;
      present.push(ring.subarray(at, Math.max(at, gap.offset)));
      at = gap.offset + gap.sizeBytes;
    }
    if (at < to) present.push(ring.subarray(at, to));
  };
  const index = end % sizeBytes;
  if (end >= sizeBytes) addRange(index, sizeBytes);
  addRange(0, end < sizeBytes ? end : index);
  const text = Buffer.concat(present);
  return new PlainLog(text, Math.min(end, sizeBytes) - text.length);
}

function missingLogText(missingBytes: number): Problem {
  return { code: 'log-text-missing', message: `The dump lacks ${missingBytes} bytes of the log's text.` };
}
