import type { ElfNote } from '../../dump/elfNotes';
import { readWhole, type KernelMemory, type WordLayout } from '../kernelMemory';
import type { SymbolTable } from '../../symbols/symbolTable';

/** NT_PRSTATUS of include/uapi/linux/elf.h: one note for each cpu that was online. */
const prstatusType = 1;

export function countCpuNotes(notes: readonly Pick<ElfNote, 'name' | 'type'>[]): number {
  return notes.filter(({ name, type }) => type === prstatusType && name === 'CORE').length;
}

/** __num_online_cpus (5.4 and later). Cpus that a panic stopped have left it. */
export function readOnlineCpuCount(
  memory: KernelMemory,
  symbols: Pick<SymbolTable, 'findByName'>,
  words: WordLayout,
): number | undefined {
  const address = symbols.findByName('__num_online_cpus')?.address;
  const count = address === undefined ? undefined : readWhole(memory, address, 4, words)?.u32(0);
  // CONFIG_NR_CPUS goes up to 8192.
  return count !== undefined && count > 0 && count <= 8192 ? count : undefined;
}
