import { virtualAddress, type VirtualAddress } from '../../core/base/address';
import type { AbsenceReason, Gap } from '../../core/dump/physicalMemory';
import type { KernelMemory, WordLayout } from '../../core/kernel/kernelMemory';
import type { KernelLayout } from '../../core/kernel/kernelLayout';

/** Kernel memory made of a few pieces; whatever lies outside of them, or was taken away, is a gap. */
export class FakeKernelMemory implements KernelMemory {
  readCount = 0;
  private readonly pieces: { start: bigint; bytes: Uint8Array }[] = [];
  private readonly holes: { start: bigint; end: bigint }[] = [];

  constructor(readonly words: WordLayout = { littleEndian: true, wordSizeBytes: 8 }) {}

  add(start: bigint, bytes: Uint8Array): void {
    this.pieces.push({ start, bytes });
  }

  remove(start: bigint, sizeBytes: number): void {
    this.holes.push({ start, end: start + BigInt(sizeBytes) });
  }

  addWord(start: bigint, value: bigint): void {
    this.add(start, this.encodeWord(value));
  }

  addU32(start: bigint, value: number): void {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, this.words.littleEndian);
    this.add(start, bytes);
  }

  encodeWord(value: bigint): Uint8Array {
    const bytes = new Uint8Array(this.words.wordSizeBytes);
    const view = new DataView(bytes.buffer);
    if (this.words.wordSizeBytes === 8)
      view.setBigUint64(0, BigInt.asUintN(64, value), this.words.littleEndian);
    else view.setUint32(0, Number(BigInt.asUintN(32, value)), this.words.littleEndian);
    return bytes;
  }

  read(address: VirtualAddress, into: Uint8Array): readonly Gap[] {
    this.readCount++;
    const here = new Uint8Array(into.length);
    const before = Uint8Array.from(into);
    for (const piece of this.pieces) this.copy(piece, address, into, here);
    for (const hole of this.holes) {
      const from = Math.max(0, Number(hole.start - address));
      const to = Math.min(into.length, Number(hole.end - address));
      if (from >= to) continue;
      here.fill(0, from, to);
      into.set(before.subarray(from, to), from);
    }
    return gapsOf(here, 'excluded');
  }

  private copy(
    piece: { start: bigint; bytes: Uint8Array },
    address: bigint,
    into: Uint8Array,
    here: Uint8Array,
  ): void {
    const shift = Number(piece.start - address);
    const from = Math.max(0, shift);
    const to = Math.min(into.length, shift + piece.bytes.length);
    if (from >= to) return;
    into.set(piece.bytes.subarray(from - shift, to - shift), from);
    here.fill(1, from, to);
  }
}

function gapsOf(here: Uint8Array, reason: AbsenceReason): Gap[] {
  const gaps: Gap[] = [];
  for (let start = here.indexOf(0); start >= 0;) {
    const next = here.indexOf(1, start);
    const end = next < 0 ? here.length : next;
    gaps.push({ offset: start, sizeBytes: end - start, reason });
    start = here.indexOf(0, end);
  }
  return gaps;
}

/** VMCOREINFO lines by hand. */
export class FakeLayout implements KernelLayout {
  constructor(
    readonly symbols: Record<string, bigint>,
    readonly offsets: Record<string, number>,
    readonly sizes: Record<string, number>,
    readonly lengths: Record<string, number> = {},
  ) {}

  symbol(name: string): bigint | undefined {
    return this.symbols[name];
  }
  offset(name: string): number | undefined {
    return this.offsets[name];
  }
  size(name: string): number | undefined {
    return this.sizes[name];
  }
  length(name: string): number | undefined {
    return this.lengths[name];
  }
}

export const at = virtualAddress;
