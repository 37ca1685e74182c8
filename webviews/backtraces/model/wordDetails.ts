import type { FrameWords } from '../../../core/protocol/panels/backtracesRequests';
import type { FrameDetail } from './stackRow';

const wordSizeBytes = 8;

/** A line a word, with what it points to. */
export function wordDetails({ start, words, meanings }: FrameWords): readonly FrameDetail[] {
  const byOffset = new Map(meanings.map((meaning) => [meaning.offset, meaning]));
  return words.map((value, index) => ({
    kind: 'word',
    address: `0x${(BigInt(start) + BigInt(index * wordSizeBytes)).toString(16)}`,
    value: value ?? undefined,
    meaning: byOffset.get(index * wordSizeBytes),
  }));
}
