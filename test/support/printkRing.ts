import { FakeKernelMemory, FakeLayout } from './fakeKernelMemory';
import type { WordLayout } from '../../core/kernel/kernelMemory';

/** What a test wants a record to say. */
export interface WantedRecord {
  readonly text: string | Uint8Array;
  readonly timeNs?: bigint;
  readonly level?: number;
  readonly facility?: number;
  readonly flags?: number;
  readonly callerId?: number;
  readonly subsystem?: string;
  readonly device?: string;
}

/** Where the parts of the ring stand in the machine's virtual memory. */
const usualAddresses = {
  pointer: 0xffff_8000_0000_1000n,
  ring: 0xffff_8000_0000_2000n,
  descriptors: 0xffff_8000_1000_0000n,
  infos: 0xffff_8000_2000_0000n,
  text: 0xffff_8000_3000_0000n,
};

/**
 * A printk ring as Linux lays it out, filled the way its writers fill it: ids from just below zero, blocks with the
 * id in front and padded to a word, a block that would cross the end put at the start, the oldest pushed out.
 */
export class PrintkRingBuilder {
  readonly descriptors: Uint8Array;
  readonly infos: Uint8Array;
  readonly text: Uint8Array;
  private readonly word: 4 | 8;
  private readonly count: number;
  private readonly live: { id: bigint; begin: bigint; next: bigint }[] = [];
  private headId: bigint;
  private headLpos: bigint;
  private sequence = 0n;

  constructor(
    private readonly countBits: number,
    private readonly sizeBits: number,
    private readonly words: WordLayout = { littleEndian: true, wordSizeBytes: 8 },
    /** Since 6.18 a block may end where the ring ends. */
    private readonly fillsToTheEnd = false,
    readonly addresses = usualAddresses,
  ) {
    this.word = words.wordSizeBytes;
    this.count = 2 ** countBits;
    this.descriptors = new Uint8Array(this.count * this.word * 3);
    this.infos = new Uint8Array(this.count * 88);
    this.text = new Uint8Array(2 ** sizeBits);
    this.headId = this.id(-BigInt(this.count) - 1n);
    this.headLpos = BigInt.asUintN(this.word * 8, -BigInt(this.text.length));
  }

  add(record: WantedRecord, state = 2): this {
    const bytes = typeof record.text === 'string' ? new TextEncoder().encode(record.text) : record.text;
    this.headId = this.id(this.headId + 1n);
    while (this.live.length >= this.count) this.live.shift();
    const block = bytes.length === 0 ? { begin: 3n, next: 3n } : this.reserve(bytes);
    this.live.push({ id: this.headId, ...block });
    this.writeDescriptor(this.headId, block.begin, block.next, state);
    this.writeInfo(this.headId, record, bytes.length);
    this.sequence++;
    return this;
  }

  /** For corrupting: where the descriptor of the newest record but `age` stands. */
  descriptorOffset(age = 0): number {
    return this.slot(this.id(this.headId - BigInt(age))) * this.word * 3;
  }

  infoOffset(age = 0): number {
    return this.slot(this.id(this.headId - BigInt(age))) * 88;
  }

  memory(): FakeKernelMemory {
    const memory = new FakeKernelMemory(this.words);
    memory.addWord(this.addresses.pointer, this.addresses.ring);
    memory.add(this.addresses.ring, this.ringStruct(memory));
    memory.add(BigInt.asUintN(this.word * 8, this.addresses.descriptors), this.descriptors);
    memory.add(BigInt.asUintN(this.word * 8, this.addresses.infos), this.infos);
    memory.add(BigInt.asUintN(this.word * 8, this.addresses.text), this.text);
    return this.word === 8 ? memory : this.memory32(memory);
  }

  layout(): FakeLayout {
    const w = this.word;
    return new FakeLayout(
      { prb: this.address(this.addresses.pointer) },
      {
        'atomic_long_t.counter': 0,
        'printk_ringbuffer.desc_ring': 0,
        'printk_ringbuffer.text_data_ring': w * 6,
        'prb_desc_ring.count_bits': 0,
        'prb_desc_ring.descs': w,
        'prb_desc_ring.infos': w * 2,
        'prb_desc_ring.head_id': w * 3,
        'prb_desc_ring.tail_id': w * 4,
        'prb_desc.state_var': 0,
        'prb_desc.text_blk_lpos': w,
        'prb_data_blk_lpos.begin': 0,
        'prb_data_blk_lpos.next': w,
        'printk_info.seq': 0,
        'printk_info.ts_nsec': 8,
        'printk_info.text_len': 16,
        'printk_info.caller_id': 20,
        'printk_info.dev_info': 24,
        'dev_printk_info.subsystem': 0,
        'dev_printk_info.device': 16,
        'prb_data_ring.size_bits': 0,
        'prb_data_ring.data': w,
      },
      { printk_ringbuffer: w * 11, prb_desc: w * 3, printk_info: 88 },
      { printk_info_subsystem: 16, printk_info_device: 48 },
    );
  }

  private memory32(memory: FakeKernelMemory): FakeKernelMemory {
    memory.addWord(this.address(this.addresses.pointer), this.address(this.addresses.ring));
    memory.add(this.address(this.addresses.ring), this.ringStruct(memory));
    return memory;
  }

  private address(value: bigint): bigint {
    return BigInt.asUintN(this.word * 8, value);
  }

  /** struct printk_ringbuffer. */
  ringStruct(memory = new FakeKernelMemory(this.words)): Uint8Array {
    const bytes = new Uint8Array(this.word * 11);
    const view = new DataView(bytes.buffer);
    const put = (index: number, value: bigint): void => {
      bytes.set(memory.encodeWord(value), index * this.word);
    };
    view.setUint32(0, this.countBits, this.words.littleEndian);
    put(1, this.address(this.addresses.descriptors));
    put(2, this.address(this.addresses.infos));
    put(3, this.headId);
    put(4, this.live[0]?.id ?? this.headId);
    view.setUint32(this.word * 6, this.sizeBits, this.words.littleEndian);
    put(7, this.address(this.addresses.text));
    return bytes;
  }

  private reserve(bytes: Uint8Array): { begin: bigint; next: bigint } {
    const size = BigInt(this.text.length);
    const blockSize = BigInt(Math.ceil((this.word + bytes.length) / this.word) * this.word);
    const begin = this.headLpos;
    const end = begin + blockSize;
    const wraps = begin / size !== (this.fillsToTheEnd ? end - 1n : end) / size;
    const next = BigInt.asUintN(this.word * 8, wraps ? (end / size) * size + blockSize : end);
    this.pushOut(next);
    const index = wraps ? 0 : Number(begin % size);
    this.text.set(new FakeKernelMemory(this.words).encodeWord(this.headId), index);
    this.text.set(bytes, index + this.word);
    this.headLpos = next;
    return { begin, next };
  }

  /** Blocks that the new head overwrites give their descriptors back. */
  private pushOut(next: bigint): void {
    const tail = BigInt.asUintN(this.word * 8, next - BigInt(this.text.length));
    for (;;) {
      const oldest = this.live[0];
      if (!oldest || oldest.begin === 3n) return;
      if (BigInt.asIntN(this.word * 8, oldest.begin - tail) >= 0n) return;
      this.writeDescriptor(oldest.id, oldest.begin, oldest.next, 3);
      this.live.shift();
    }
  }

  private writeDescriptor(id: bigint, begin: bigint, next: bigint, state: number): void {
    const encode = new FakeKernelMemory(this.words);
    const offset = this.slot(id) * this.word * 3;
    const stateVar = id | (BigInt(state) << BigInt(this.word * 8 - 2));
    this.descriptors.set(encode.encodeWord(stateVar), offset);
    this.descriptors.set(encode.encodeWord(begin), offset + this.word);
    this.descriptors.set(encode.encodeWord(next), offset + this.word * 2);
  }

  private writeInfo(id: bigint, record: WantedRecord, textLength: number): void {
    const offset = this.slot(id) * 88;
    this.infos.fill(0, offset, offset + 88);
    const view = new DataView(this.infos.buffer, offset, 88);
    const little = this.words.littleEndian;
    const level = record.level ?? 6;
    const flags = record.flags ?? 2;
    view.setBigUint64(0, this.sequence, little);
    view.setBigUint64(8, record.timeNs ?? 0n, little);
    view.setUint16(16, textLength, little);
    view.setUint8(18, record.facility ?? 0);
    view.setUint8(19, little ? flags | (level << 5) : (flags << 3) | level);
    view.setUint32(20, record.callerId ?? 0, little);
    this.infos.set(Buffer.from(record.subsystem ?? ''), offset + 24);
    this.infos.set(Buffer.from(record.device ?? ''), offset + 40);
  }

  private slot(id: bigint): number {
    return Number(id % BigInt(this.count));
  }

  private id(value: bigint): bigint {
    return BigInt.asUintN(this.word * 8 - 2, value);
  }
}
