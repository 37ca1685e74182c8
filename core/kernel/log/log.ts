import type { Problem } from '../../base/problem';
import { logNotFound } from '../errors';
import type { KernelMemory, WordLayout } from '../kernelMemory';
import type { LogBuffer, LogDevice, LogEntry } from './logBuffer';
import type { LogTexts } from './logTexts';
import { readPlainLog } from './plainLog';
import { findPrintkLogLayout, PrintkRecords, readPrintkLogBuffer } from './printkRecords';
import { PrintkRingbuffer } from './printkRingbuffer';
import { findPrintkRingLayout, readPrintkRing } from './printkRingLayout';
import type { KernelLayout } from '../kernelLayout';

/** The kernel's log, records counted from the oldest that is left. Text is read when asked for. */
export class KernelLog implements LogTexts {
  private missingTexts: number | undefined;

  constructor(readonly buffer: LogBuffer) {}

  get total(): number {
    return this.buffer.count;
  }

  /** Records since boot that newer ones have overwritten; undefined where the kernel does not tell. */
  get overwrittenCount(): number | undefined {
    return this.buffer.overwrittenCount;
  }

  /** What is wrong or missing; looks at every record once. */
  get problems(): readonly Problem[] {
    this.missingTexts ??= this.countMissingTexts();
    if (this.missingTexts === 0) return this.buffer.problems;
    return [...this.buffer.problems, missingTexts(this.missingTexts, this.total)];
  }

  /** @throws RangeError for an index that is not below `total`. */
  entry(index: number): LogEntry {
    return this.buffer.entry(index);
  }

  device(index: number): LogDevice {
    return this.buffer.device(index);
  }

  /** The record's text; kernel text is ASCII, device names may be UTF-8. Undefined when the dump lacks it. */
  text(index: number): string | undefined {
    return decodeText(this.entry(index).text);
  }

  callerId(index: number): number | undefined {
    return this.entry(index).callerId;
  }

  /** The time of the newest record that has one, in microseconds since boot. */
  get lastTimeUs(): number | undefined {
    for (let index = this.total - 1; index >= 0; index--) {
      const { timeUs } = this.entry(index);
      if (timeUs !== undefined) return timeUs;
    }
    return undefined;
  }

  private countMissingTexts(): number {
    let missing = 0;
    for (let index = 0; index < this.total; index++) {
      if (this.entry(index).text === undefined) missing++;
    }
    return missing;
  }
}

export function decodeText(text: Uint8Array | undefined): string | undefined {
  return text && Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8');
}

/** @throws VmcoreError `log-not-found` when the dump does not lead to a log. */
export function openKernelLog(memory: KernelMemory, layout: KernelLayout, words: WordLayout): KernelLog {
  if (layout.symbol('prb') !== undefined) return new KernelLog(openRingbuffer(memory, layout, words));
  if (layout.symbol('log_first_idx') !== undefined) return new KernelLog(openRecords(memory, layout, words));
  const plain = readPlainLog(memory, layout, words);
  if (!plain) throw logNotFound('VMCOREINFO names no log buffer that the dump holds');
  return new KernelLog(plain);
}

function openRingbuffer(memory: KernelMemory, layout: KernelLayout, words: WordLayout): LogBuffer {
  const ringLayout = findPrintkRingLayout(layout, words);
  if (!ringLayout) throw logNotFound('VMCOREINFO does not describe struct printk_ringbuffer in full');
  const ring = readPrintkRing(memory, layout, words);
  if (!ring) throw logNotFound('struct printk_ringbuffer is missing from the dump, or corrupt');
  return new PrintkRingbuffer(memory, ring, ringLayout, words);
}

function openRecords(memory: KernelMemory, layout: KernelLayout, words: WordLayout): LogBuffer {
  const recordLayout = findPrintkLogLayout(layout);
  if (!recordLayout) throw logNotFound('VMCOREINFO does not describe struct printk_log in full');
  const buffer = readPrintkLogBuffer(memory, layout, words);
  if (!buffer) throw logNotFound('log_buf and its indexes are missing from the dump, or corrupt');
  return new PrintkRecords(buffer, recordLayout, words);
}

function missingTexts(missing: number, total: number): Problem {
  return {
    code: 'log-text-missing',
    message: `The dump lacks the text of ${missing} of the ${total} log records.`,
  };
}
