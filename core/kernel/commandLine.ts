import { virtualAddress } from '../base/address';
import { readWhole, type KernelMemory, type WordLayout } from './kernelMemory';
import type { SymbolTable } from '../symbols/symbolTable';
import type { LogTexts } from './log/logTexts';

/** COMMAND_LINE_SIZE is 2,048 on x86 and arm64, 4,096 on s390. */
const maximumSizeBytes = 4096;
/** The line comes right after the kernel's version. */
const recordsSearched = 400;

/** From saved_command_line. Undefined without the symbol, or when the dump lacks the text. */
export function readCommandLine(
  memory: KernelMemory,
  symbols: Pick<SymbolTable, 'findByName'>,
  words: WordLayout,
): string | undefined {
  const pointerAt = symbols.findByName('saved_command_line')?.address;
  if (pointerAt === undefined) return undefined;
  const pointer = readWhole(memory, pointerAt, words.wordSizeBytes, words)?.word(0);
  if (pointer === undefined || pointer === 0n) return undefined;
  const bytes = new Uint8Array(maximumSizeBytes);
  const [gap] = memory.read(virtualAddress(pointer), bytes);
  const end = bytes.indexOf(0);
  if (end <= 0 || (gap !== undefined && gap.offset <= end)) return undefined;
  return Buffer.from(bytes.subarray(0, end)).toString('utf8');
}

/** From the log's beginning. Undefined when that is overwritten. */
export function findCommandLineInLog(log: LogTexts): string | undefined {
  const searched = Math.min(log.total, recordsSearched);
  for (let index = 0; index < searched; index++) {
    const found = /^(?:Kernel command line|Command line): (.*)/.exec(log.text(index) ?? '');
    if (found) return found[1];
  }
  return undefined;
}
