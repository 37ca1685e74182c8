import type { FindAddress } from '../types/readBtf';
import type { VirtualMemory } from '../arch/virtualMemory';
import { readWhole, type WordLayout } from './kernelMemory';

/** RAM that the kernel could give out, in bytes: `_totalram_pages`, before 5.0 `totalram_pages`. */
export function readUsableMemoryBytes(
  memory: VirtualMemory,
  findAddress: FindAddress,
  words: WordLayout,
): bigint | undefined {
  const address = findAddress('_totalram_pages') ?? findAddress('totalram_pages');
  const pages = address && readWhole(memory, address, words.wordSizeBytes, words)?.word(0);
  return pages === undefined ? undefined : pages * BigInt(memory.translator.pageSizeBytes);
}
