import { virtualAddress, type VirtualAddress } from '../../base/address';
import { StructView } from '../../base/structView';
import { noGaps, type Gap } from '../../dump/physicalMemory';
import type { KernelMemory, WordLayout } from '../kernelMemory';

const windowSizeBytes = 128 * 1024;

/**
 * A region of kernel memory seen through one buffer that moves along: many small reads near each other cost one big
 * read, and a region of any size costs the memory of its window.
 */
export class MemoryWindow {
  readonly view: StructView;
  private readonly buffer: Uint8Array;
  private start = 0;
  private end = 0;
  private gaps: readonly Gap[] = noGaps;

  constructor(
    private readonly memory: KernelMemory,
    private readonly address: VirtualAddress,
    readonly sizeBytes: number,
    words: WordLayout,
  ) {
    this.buffer = new Uint8Array(Math.min(windowSizeBytes, sizeBytes));
    this.view = new StructView(this.buffer, words.littleEndian, words.wordSizeBytes);
  }

  /**
   * Where in `view` the bytes [offset, offset + sizeBytes) of the region stand until the next call; -1 when they lie
   * outside of the region or are not all in the dump.
   */
  locate(offset: number, sizeBytes: number): number {
    const end = offset + sizeBytes;
    if (offset < 0 || end > this.sizeBytes || sizeBytes > this.buffer.length) return -1;
    if (offset < this.start || end > this.end) this.moveTo(offset, end);
    const at = offset - this.start;
    for (const gap of this.gaps) {
      if (gap.offset < at + sizeBytes && gap.offset + gap.sizeBytes > at) return -1;
    }
    return at;
  }

  /** Windows lie side by side, so that going backwards is as cheap as going forwards; only what crosses moves one. */
  private moveTo(offset: number, end: number): void {
    const aligned = offset - (offset % windowSizeBytes);
    this.start = end <= aligned + windowSizeBytes ? aligned : offset;
    this.end = Math.min(this.start + this.buffer.length, this.sizeBytes);
    const window = this.buffer.subarray(0, this.end - this.start);
    this.gaps = this.memory.read(virtualAddress(this.address + BigInt(this.start)), window);
  }
}
