import { virtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import { GrowingIndex } from '../growingIndex';
import { readWhole, type KernelMemory, type WordLayout } from '../kernelMemory';
import { levelOf, microseconds, type LogBuffer, type LogDevice, type LogEntry } from './logBuffer';
import { MemoryWindow } from '../memory/memoryWindow';
import type { KernelLayout } from '../kernelLayout';

/** Members of struct printk_log (3.11–5.9; struct log in 3.5–3.10), in bytes (kernel/printk/printk.c). */
export interface PrintkLogLayout {
  readonly sizeBytes: number;
  readonly time: number;
  readonly recordLength: number;
  readonly textLength: number;
  readonly dictionaryLength: number;
  /** Only with CONFIG_PRINTK_CALLER (5.1). */
  readonly callerId: number | undefined;
}

export function findPrintkLogLayout(layout: KernelLayout): PrintkLogLayout | undefined {
  for (const name of ['printk_log', 'log']) {
    const sizeBytes = layout.size(name);
    const time = layout.offset(`${name}.ts_nsec`);
    const recordLength = layout.offset(`${name}.len`);
    const textLength = layout.offset(`${name}.text_len`);
    if (
      sizeBytes === undefined ||
      time === undefined ||
      recordLength === undefined ||
      textLength === undefined
    ) {
      continue;
    }
    // Early VMCOREINFO leaves dict_len out; it has always followed text_len.
    const dictionaryLength = layout.offset(`${name}.dict_len`) ?? textLength + 2;
    const callerId = layout.offset(`${name}.caller_id`);
    const ends = [time + 8, recordLength + 2, textLength + 2, dictionaryLength + 4, (callerId ?? 0) + 4];
    if (sizeBytes <= 4096 && ends.every((end) => end <= sizeBytes)) {
      return { sizeBytes, time, recordLength, textLength, dictionaryLength, callerId };
    }
  }
  return undefined;
}

/** Where the records are: log_buf and its indexes. */
export interface PrintkLogBuffer {
  readonly window: MemoryWindow;
  readonly firstIndex: number;
  readonly nextIndex: number;
}

/** LOG_BUF_LEN_MAX of kernel/printk/printk.c. */
const maximumBufferBytes = 2 ** 31;

/** Undefined when VMCOREINFO does not name the variables or the dump lacks them. */
export function readPrintkLogBuffer(
  memory: KernelMemory,
  layout: KernelLayout,
  words: WordLayout,
): PrintkLogBuffer | undefined {
  const u32 = (name: string): number | undefined => {
    const address = layout.symbol(name);
    return address === undefined ? undefined : readWhole(memory, virtualAddress(address), 4, words)?.u32(0);
  };
  const pointerAt = layout.symbol('log_buf');
  const sizeBytes = u32('log_buf_len');
  const firstIndex = u32('log_first_idx');
  const nextIndex = u32('log_next_idx');
  if (pointerAt === undefined || sizeBytes === undefined || sizeBytes > maximumBufferBytes) return undefined;
  if (firstIndex === undefined || nextIndex === undefined) return undefined;
  const pointer = readWhole(memory, virtualAddress(pointerAt), words.wordSizeBytes, words)?.word(0);
  if (pointer === undefined) return undefined;
  const window = new MemoryWindow(memory, virtualAddress(pointer), sizeBytes, words);
  return { window, firstIndex, nextIndex };
}

/**
 * Linux 3.5 to 5.9: records one after the other, header, text, dictionary and padding. A record of length 0 says that
 * the next one stands at the start of the buffer.
 */
export class PrintkRecords implements LogBuffer {
  /** VMCOREINFO does not name log_first_seq, so nobody can tell. */
  readonly overwrittenCount = undefined;
  readonly problems: Problem[] = [];
  private readonly offsets = new GrowingIndex();
  private readonly window: MemoryWindow;
  private readonly levelIsWord: boolean;

  constructor(
    buffer: PrintkLogBuffer,
    private readonly layout: PrintkLogLayout,
    private readonly words: WordLayout,
  ) {
    this.window = buffer.window;
    this.indexRecords(buffer.firstIndex, buffer.nextIndex);
    this.levelIsWord = this.hasLevelWord();
  }

  get count(): number {
    return this.offsets.length;
  }

  entry(index: number): LogEntry {
    const offset = this.offsets.at(index);
    const at = this.window.locate(offset, this.layout.sizeBytes);
    if (at < 0) return { text: undefined, dataless: false, level: 0, facility: 0 };
    const { view } = this.window;
    const { time, recordLength, textLength, callerId } = this.layout;
    const [high, low] = this.words.littleEndian ? [4, 0] : [0, 4];
    const header = {
      timeUs: microseconds(view.u32(at + time + high), view.u32(at + time + low)),
      ...this.levelAndFacility(at),
      ...(callerId !== undefined && { callerId: view.u32(at + callerId) }),
    };
    const room = view.u16(at + recordLength) - this.layout.sizeBytes;
    const text = this.bytes(offset + this.layout.sizeBytes, Math.min(view.u16(at + textLength), room));
    return { ...header, text, dataless: false };
  }

  /** The dictionary behind the text: KEY=value strings, each but the last ended by a NUL. */
  device(index: number): LogDevice {
    const offset = this.offsets.at(index);
    const at = this.window.locate(offset, this.layout.sizeBytes);
    if (at < 0) return {};
    const { view } = this.window;
    const textLength = view.u16(at + this.layout.textLength);
    const room = view.u16(at + this.layout.recordLength) - this.layout.sizeBytes - textLength;
    const length = Math.min(view.u16(at + this.layout.dictionaryLength), room);
    const bytes = this.bytes(offset + this.layout.sizeBytes + textLength, length);
    const fields = Buffer.from(bytes ?? [])
      .toString('latin1')
      .split('\0');
    const find = (key: string): string | undefined =>
      fields.find((field) => field.startsWith(`${key}=`))?.slice(key.length + 1);
    const device = find('DEVICE');
    const subsystem = find('SUBSYSTEM');
    return { ...(device !== undefined && { device }), ...(subsystem !== undefined && { subsystem }) };
  }

  private indexRecords(firstIndex: number, nextIndex: number): void {
    let offset = firstIndex;
    let wrapped = firstIndex <= nextIndex;
    while (offset !== nextIndex) {
      const length = this.recordLength(offset);
      if (length === 0 && !wrapped) {
        wrapped = true;
        offset = 0;
        continue;
      }
      if (length === undefined || length < this.layout.sizeBytes || (wrapped && offset > nextIndex)) {
        this.reportBrokenChain(offset, nextIndex, length);
        return;
      }
      this.offsets.push(offset);
      offset += length;
    }
  }

  /** Fewer bytes than a header are left at the end of the buffer when the marker itself just fits. */
  private recordLength(offset: number): number | undefined {
    const at = this.window.locate(offset + this.layout.recordLength, 2);
    return at < 0 ? undefined : this.window.view.u16(at);
  }

  private reportBrokenChain(offset: number, nextIndex: number, length: number | undefined): void {
    const why =
      length === undefined ? 'the dump lacks the record there' : `the record there claims ${length} bytes`;
    this.problems.push({
      code: 'log-chain-broken',
      message: `The log breaks off after ${this.count} records: ${why}; the end would be at ${nextIndex}.`,
      at: `log_buf + ${offset}`,
    });
  }

  /** 3.5 alone stores level and facility as one word; later ones set a flag in its upper byte for nearly every record. */
  private hasLevelWord(): boolean {
    const probed = Math.min(this.count, 64);
    for (let index = 0; index < probed; index++) {
      const at = this.window.locate(this.offsets.at(index), this.layout.sizeBytes);
      if (at >= 0 && this.flagsAndLevel(at) !== 0) return false;
    }
    return probed > 0;
  }

  private flagsAndLevel(at: number): number {
    return this.window.view.u8(at + this.layout.dictionaryLength + 3);
  }

  private levelAndFacility(at: number): Pick<LogEntry, 'level' | 'facility'> {
    const { view } = this.window;
    const field = at + this.layout.dictionaryLength + 2;
    if (this.levelIsWord) return { level: view.u16(field) & 7, facility: view.u16(field) >> 3 };
    return { level: levelOf(this.flagsAndLevel(at), this.words.littleEndian), facility: view.u8(field) };
  }

  private bytes(offset: number, sizeBytes: number): Uint8Array | undefined {
    if (sizeBytes <= 0) return new Uint8Array(0);
    const at = this.window.locate(offset, sizeBytes);
    return at < 0 ? undefined : this.window.view.slice(at, sizeBytes);
  }
}
