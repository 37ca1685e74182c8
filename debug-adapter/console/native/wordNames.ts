import { readMemoryMeanings } from '../../../core/report/memory/memoryMeanings';
import type { WordMeaning } from '../../../core/protocol/panels/memoryRequests';
import type { NativeContext } from '../nativeCommand';

/** What stands for a word of memory that points to something; undefined where the number stands for itself. */
export type WordName = (meaning: WordMeaning) => string | undefined;

const symbolName: WordName = ({ kind, crash }) => (kind === 'symbol' ? crash : undefined);

/** By rd's options: symbols; slab caches, too; objects with their addresses. */
export const wordNames: Readonly<Record<string, WordName>> = {
  '-s': symbolName,
  '-S': (meaning) => symbolName(meaning) ?? meaning.crash?.replace(/^\[[\da-f]+:/, '['),
  '-SS': ({ crash }) => crash,
};

/** The names of words in a run of memory, by their offset. */
export function namesOfWords(
  { kernel, meanings }: NativeContext,
  nameOf: WordName,
  start: bigint,
  sizeBytes: number,
  isPhysical: boolean,
): ReadonlyMap<number, string> {
  const { words } = readMemoryMeanings(kernel, meanings, start, sizeBytes, isPhysical);
  return new Map(
    words.flatMap((meaning) => {
      const name = nameOf(meaning);
      return name === undefined ? [] : [[meaning.offset, name]];
    }),
  );
}
