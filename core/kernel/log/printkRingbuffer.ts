import type { Problem } from '../../base/problem';
import type { StructView } from '../../base/structView';
import { GrowingIndex } from '../growingIndex';
import type { KernelMemory, WordLayout } from '../kernelMemory';
import { levelOf, microseconds, type LogBuffer, type LogDevice, type LogEntry } from './logBuffer';
import { MemoryWindow } from '../memory/memoryWindow';
import type { PrintkRing, PrintkRingLayout } from './printkRingLayout';

/**
 * Linux 5.10 and later: descriptors, their infos and the text in three rings (kernel/printk/printk_ringbuffer.c).
 * A descriptor belongs to the log when its state variable holds the id that its place in the ring should have, and
 * its upper two bits say that the writer had finished.
 */
const committed = 1;
const finalized = 2;

/** enum of the reserved positions: the kernel lost the text for want of room (printk_ringbuffer.h, FAILED_LPOS). */
const failedPosition = 1;

export class PrintkRingbuffer implements LogBuffer {
  private readonly slots = new GrowingIndex();
  private readonly descriptors: MemoryWindow;
  private readonly infos: MemoryWindow;
  private readonly texts: MemoryWindow;
  private readonly textSizeBytes: number;
  private missingDescriptors = 0;
  private foreignDescriptors = 0;
  private droppedTexts = 0;

  constructor(
    memory: KernelMemory,
    ring: PrintkRing,
    private readonly layout: PrintkRingLayout,
    private readonly words: WordLayout,
  ) {
    const capacity = 2 ** ring.countBits;
    this.textSizeBytes = 2 ** ring.sizeBits;
    this.descriptors = new MemoryWindow(
      memory,
      ring.descriptors,
      capacity * layout.descriptor.sizeBytes,
      words,
    );
    this.infos = new MemoryWindow(memory, ring.infos, capacity * layout.info.sizeBytes, words);
    this.texts = new MemoryWindow(memory, ring.text, this.textSizeBytes, words);
    this.indexDescriptors(ring, capacity);
  }

  get count(): number {
    return this.slots.length;
  }

  /** Sequence numbers count from boot, so the oldest record's tells how many went before it. */
  get overwrittenCount(): number | undefined {
    if (this.count === 0) return undefined;
    const info = this.findInfo(this.slots.at(0));
    if (info < 0) return undefined;
    const sequence = Number(this.infos.view.u64(info + this.layout.info.sequence));
    return Number.isSafeInteger(sequence) ? sequence : undefined;
  }

  get problems(): readonly Problem[] {
    const problems: Problem[] = [];
    if (this.missingDescriptors > 0) {
      problems.push({
        code: 'log-records-missing',
        message: `The dump lacks the descriptors of ${this.missingDescriptors} log records; they are left out.`,
      });
    }
    if (this.foreignDescriptors > 0) {
      problems.push({
        code: 'log-records-damaged',
        message: `The descriptors of ${this.foreignDescriptors} log records are not theirs: corrupt, or not yet written; they are left out.`,
      });
    }
    if (this.droppedTexts > 0) {
      problems.push({
        code: 'log-text-dropped',
        message: `The kernel had no room for the text of ${this.droppedTexts} log records and dropped it.`,
      });
    }
    return problems;
  }

  entry(index: number): LogEntry {
    const slot = this.slots.at(index);
    const info = this.findInfo(slot);
    if (info < 0) return { text: undefined, dataless: false, level: 0, facility: 0 };
    const { time, textLength, callerId } = this.layout.info;
    const { view } = this.infos;
    const textSizeBytes = view.u16(info + textLength);
    return {
      // u8 facility, u8 flags:5 and level:3 stand right before the caller's id in every release that has the ring.
      facility: view.u8(info + callerId - 2),
      level: levelOf(view.u8(info + callerId - 1), this.words.littleEndian),
      callerId: view.u32(info + callerId),
      timeUs: microseconds(this.high(view, info + time), this.low(view, info + time, 8)),
      ...this.readText(slot, textSizeBytes),
    };
  }

  device(index: number): LogDevice {
    const info = this.findInfo(this.slots.at(index));
    if (info < 0) return {};
    const { subsystem, device } = this.layout.info;
    const { view } = this.infos;
    const subsystemName = view.cString(info + subsystem.offset, subsystem.sizeBytes);
    const deviceName = view.cString(info + device.offset, device.sizeBytes);
    if (subsystemName === '' && deviceName === '') return noDevice;
    return {
      ...(subsystemName && { subsystem: subsystemName }),
      ...(deviceName && { device: deviceName }),
    };
  }

  /** Ids are counters of nearly a word; two halves as numbers, because bigints cost ten times as much here. */
  private indexDescriptors(ring: PrintkRing, capacity: number): void {
    const idBits = this.words.wordSizeBytes * 8 - 2;
    const distance = BigInt.asUintN(idBits, ring.headId - ring.tailId);
    const count = Number(distance) < capacity ? Number(distance) + 1 : capacity;
    const firstId = BigInt.asUintN(idBits, ring.headId - BigInt(count - 1));
    const firstLow = Number(firstId & 0xffff_ffffn);
    const firstHigh = Number(firstId >> 32n);
    for (let number = 0; number < count; number++) {
      const low = firstLow + number;
      const carried = low >= 2 ** 32 ? firstHigh + 1 : firstHigh;
      this.indexDescriptor(carried, low >>> 0, (low >>> 0) % capacity);
    }
  }

  private indexDescriptor(idHigh: number, idLow: number, slot: number): void {
    const at = this.findDescriptor(slot);
    if (at < 0) {
      this.missingDescriptors++;
      return;
    }
    const { view } = this.descriptors;
    const state = this.stateOf(view, at + this.layout.descriptor.state, idHigh, idLow);
    if (state === undefined) this.foreignDescriptors++;
    if (state !== committed && state !== finalized) return;
    if (this.low(view, at + this.layout.descriptor.begin) === failedPosition) {
      this.droppedTexts++;
      return;
    }
    this.slots.push(slot);
  }

  /** Undefined where the descriptor is another record's. */
  private stateOf(view: StructView, at: number, idHigh: number, idLow: number): number | undefined {
    const low = this.low(view, at);
    const isLong = this.words.wordSizeBytes === 8;
    const top = isLong ? this.high(view, at) : low;
    const idMask = 0x3fff_ffff;
    const isOwn = isLong
      ? low === idLow && (top & idMask) === (idHigh & idMask)
      : (low & idMask) === (idLow & idMask);
    return isOwn ? top >>> 30 : undefined;
  }

  private readText(slot: number, textLength: number): Pick<LogEntry, 'text' | 'dataless'> {
    const at = this.findDescriptor(slot);
    if (at < 0) return { text: undefined, dataless: false };
    const { view } = this.descriptors;
    const begin = this.low(view, at + this.layout.descriptor.begin) % this.textSizeBytes;
    const next = this.low(view, at + this.layout.descriptor.next) % this.textSizeBytes;
    if (begin === next) return { text: emptyText, dataless: true };
    const block = this.textBlock(begin, next);
    const sizeBytes = Math.min(textLength, block.end - block.start);
    if (sizeBytes <= 0) return { text: emptyText, dataless: false };
    const found = this.texts.locate(block.start, sizeBytes);
    return { text: found < 0 ? undefined : this.texts.view.slice(found, sizeBytes), dataless: false };
  }

  /** A block starts with its descriptor's id. One that would cross the ring's end stands at its start instead. */
  private textBlock(begin: number, next: number): { readonly start: number; readonly end: number } {
    const { wordSizeBytes } = this.words;
    if (begin < next) return { start: begin + wordSizeBytes, end: next };
    // Since 6.18 (67e1b0052f6b) a block may end exactly where the ring ends; a wrapped one never ends at 0.
    if (next === 0) return { start: begin + wordSizeBytes, end: this.textSizeBytes };
    return { start: wordSizeBytes, end: next };
  }

  private findDescriptor(slot: number): number {
    const { sizeBytes } = this.layout.descriptor;
    return this.descriptors.locate(slot * sizeBytes, sizeBytes);
  }

  private findInfo(slot: number): number {
    const { sizeBytes } = this.layout.info;
    return this.infos.locate(slot * sizeBytes, sizeBytes);
  }

  /** The lower half of the word (or of `sizeBytes`) at `at`. */
  private low(view: StructView, at: number, sizeBytes: number = this.words.wordSizeBytes): number {
    return view.u32(this.words.littleEndian ? at : at + sizeBytes - 4);
  }

  /** The upper half of eight bytes. */
  private high(view: StructView, at: number): number {
    return view.u32(this.words.littleEndian ? at + 4 : at);
  }
}

const emptyText = new Uint8Array(0);
/** One object for the many records that name no device. */
const noDevice: LogDevice = {};
