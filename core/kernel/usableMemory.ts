import type { SymbolTable } from '../symbols/symbolTable';
import type { VirtualMemory } from '../arch/virtualMemory';
import { readWhole, type WordLayout } from './kernelMemory';

/** RAM that the kernel could give out, in bytes: `_totalram_pages`, before 5.0 `totalram_pages`. */
export function readUsableMemoryBytes(
  memory: VirtualMemory,
  symbols: Pick<SymbolTable, 'findByName'>,
  words: WordLayout,
): bigint | undefined {
  const symbol = symbols.findByName('_totalram_pages') ?? symbols.findByName('totalram_pages');
  const pages = symbol && readWhole(memory, symbol.address, words.wordSizeBytes, words)?.word(0);
  return pages === undefined ? undefined : pages * BigInt(memory.translator.pageSizeBytes);
}
