import { findBuildIdNote } from '../dump/buildIdNote';
import type { SymbolTable } from '../symbols/symbolTable';
import { readWhole, type KernelMemory, type WordLayout } from './kernelMemory';

/** The notes of a kernel image take a few hundred bytes. */
const maximumNotesBytes = 0x1_0000n;

/**
 * The build-id by the note inside the kernel image, as hex digits. It is the better witness: VMCOREINFO's is garbage
 * in 6.1.113–118, 6.6.55–62, 6.11.3–9 and from 5.15.168 on.
 */
export function readBuildId(
  memory: KernelMemory,
  symbols: Pick<SymbolTable, 'findByName'>,
  words: WordLayout,
): string | undefined {
  const start = symbols.findByName('__start_notes')?.address;
  const end = symbols.findByName('__stop_notes')?.address;
  if (start === undefined || end === undefined || end <= start || end - start > maximumNotesBytes) {
    return undefined;
  }
  const notes = readWhole(memory, start, Number(end - start), words);
  return notes && findBuildIdNote(notes.bytes, words.littleEndian);
}
