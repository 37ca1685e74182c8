import type { WordLayout } from '../../core/kernel/kernelMemory';
import { FakeKernelMemory, FakeLayout } from './fakeKernelMemory';

export interface WantedLogRecord {
  readonly text: string;
  readonly dictionary?: string;
  readonly timeNs?: bigint;
  readonly level?: number;
  readonly facility?: number;
}

const bufferAt = 0xffff_8800_0000_0000n;
const headerSizeBytes = 16;

/** The record buffer of Linux 3.5 to 5.9, filled as log_store of kernel/printk/printk.c fills it. */
export class PrintkRecordsBuilder {
  readonly bytes: Uint8Array;
  readonly addresses = { buffer: bufferAt };
  first = 0;
  next = 0;
  private readonly view: DataView;
  private readonly offsets: number[] = [];

  constructor(
    sizeBytes: number,
    private readonly words: WordLayout = { littleEndian: true, wordSizeBytes: 8 },
    private readonly structName = 'printk_log',
    /** 3.5 alone: level and facility in one word. */
    private readonly levelWord = false,
  ) {
    this.bytes = new Uint8Array(sizeBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  add(record: WantedLogRecord): this {
    const text = Buffer.from(record.text);
    const dictionary = Buffer.from(record.dictionary ?? '');
    const length = Math.ceil((headerSizeBytes + text.length + dictionary.length) / 4) * 4;
    // The marker needs room behind the record: log_make_free_space keeps a header's worth.
    if (this.next + length + headerSizeBytes > this.bytes.length) {
      this.dropOverlapping(this.next, this.bytes.length);
      this.bytes.fill(0, this.next, Math.min(this.next + headerSizeBytes, this.bytes.length));
      this.next = 0;
    }
    const at = this.next;
    this.dropOverlapping(at, at + length + headerSizeBytes);
    const little = this.words.littleEndian;
    this.view.setBigUint64(at, record.timeNs ?? 0n, little);
    this.view.setUint16(at + 8, length, little);
    this.view.setUint16(at + 10, text.length, little);
    this.view.setUint16(at + 12, dictionary.length, little);
    this.writeLevel(at + 14, record.level ?? 6, record.facility ?? 0);
    this.bytes.set(text, at + headerSizeBytes);
    this.bytes.set(dictionary, at + headerSizeBytes + text.length);
    this.offsets.push(at);
    this.next = at + length;
    this.first = this.offsets[0] ?? 0;
    return this;
  }

  memory(): FakeKernelMemory {
    const memory = new FakeKernelMemory(this.words);
    memory.addWord(0x1000n, bufferAt);
    memory.addU32(0x1010n, this.bytes.length);
    memory.addU32(0x1020n, this.first);
    memory.addU32(0x1030n, this.next);
    memory.add(this.words.wordSizeBytes === 8 ? bufferAt : BigInt.asUintN(32, bufferAt), this.bytes);
    return memory;
  }

  layout(): FakeLayout {
    const name = this.structName;
    return new FakeLayout(
      { log_buf: 0x1000n, log_buf_len: 0x1010n, log_first_idx: 0x1020n, log_next_idx: 0x1030n },
      { [`${name}.ts_nsec`]: 0, [`${name}.len`]: 8, [`${name}.text_len`]: 10, [`${name}.dict_len`]: 12 },
      { [name]: headerSizeBytes },
    );
  }

  private writeLevel(at: number, level: number, facility: number): void {
    const little = this.words.littleEndian;
    if (this.levelWord) {
      this.view.setUint16(at, (facility << 3) | level, little);
      return;
    }
    const newlineFlag = 2;
    this.view.setUint8(at, facility);
    this.view.setUint8(at + 1, little ? newlineFlag | (level << 5) : (newlineFlag << 3) | level);
  }

  private dropOverlapping(start: number, end: number): void {
    while (this.offsets[0] !== undefined && this.offsets[0] >= start && this.offsets[0] < end)
      this.offsets.shift();
    this.first = this.offsets[0] ?? 0;
  }
}
