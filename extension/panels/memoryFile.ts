import type { FileHandle } from 'node:fs/promises';
import { maxReadSizeBytes, type MemoryGap } from '../../core/protocol/dumpHost';
import type { MemoryRange } from '../../core/protocol/panels/memoryRequests';

/** What stands in a file for a byte that the dump lacks: `?`, as the views show it. */
export const absentByte = 0x3f;

export interface MemoryPiece {
  readonly data: Uint8Array;
  readonly gaps: readonly MemoryGap[];
}

export interface SavedMemory {
  readonly savedBytes: number;
  /** Of the saved ones, those that the dump lacks: `absentByte` stands in their place. */
  readonly absentBytes: number;
}

/** To go on with `absentByte` in the place of each absent byte, to end ahead of the first one, or to have no file at all. */
export type GapAnswer = 'fill' | 'end' | 'give-up';

export interface MemoryFileOptions {
  /** Asks the dump for at most `maxReadSizeBytes`. */
  readonly read: (piece: MemoryRange) => Promise<MemoryPiece>;
  /** Asked once, where the first byte is missing. */
  readonly askAboutGap: (offset: number, gap: MemoryGap) => Promise<GapAnswer>;
  /** After each piece; false ends the file there. */
  readonly wrote: (savedBytes: number) => boolean;
}

/** Writes a range of memory piece by piece, so that gigabytes need no memory here; undefined where the person gives up. */
export async function writeMemory(
  file: Pick<FileHandle, 'appendFile'>,
  { address, sizeBytes, physical }: MemoryRange,
  { read, askAboutGap, wrote }: MemoryFileOptions,
): Promise<SavedMemory | undefined> {
  let savedBytes = 0;
  let absentBytes = 0;
  let mayFill = false;
  while (savedBytes < sizeBytes) {
    const at = `0x${(BigInt(address) + BigInt(savedBytes)).toString(16)}`;
    const piece = { address: at, sizeBytes: Math.min(maxReadSizeBytes, sizeBytes - savedBytes), physical };
    const { data, gaps } = await read(piece);
    const [first] = gaps;
    if (first && !mayFill) {
      const answer = await askAboutGap(savedBytes + first.offset, first);
      if (answer === 'give-up') return undefined;
      mayFill = answer === 'fill';
      if (!mayFill) {
        await file.appendFile(data.subarray(0, first.offset));
        return { savedBytes: savedBytes + first.offset, absentBytes };
      }
    }
    for (const gap of gaps) {
      data.fill(absentByte, gap.offset, gap.offset + gap.sizeBytes);
      absentBytes += gap.sizeBytes;
    }
    await file.appendFile(data);
    savedBytes += data.length;
    if (!wrote(savedBytes)) break;
  }
  return { savedBytes, absentBytes };
}
