import type { DumpImage } from '../../dump/dumpImage';
import { parsePrstatusNotes } from '../../dump/prstatus';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { readWhole } from '../kernelMemory';
import type { RegisterValues } from '../../unwind/stackFrame';

/** What one cpu held when the machine was dumped. */
export interface RegistersOfCpu {
  readonly cpu: number;
  /** Of the task it ran, where the kernel wrote the note; QEMU counts cpus there. */
  readonly pid: number | undefined;
  /** By the names of the machine's own pt_regs. */
  readonly registers: RegisterValues;
}

/**
 * The registers that the dump's notes hold, by cpu. A kernel that panics writes a note for each cpu that was online,
 * and the dump holds those alone: which cpus they are is told by the buffers that the kernel wrote them into.
 * QEMU writes one for each cpu.
 */
export function readCpuRegisters(
  { notes, machine }: Pick<DumpImage, 'notes' | 'machine'>,
  objects: KernelObjects | undefined,
): readonly RegistersOfCpu[] {
  const found = parsePrstatusNotes(notes, machine);
  const byQemu = notes.some(({ name }) => name === 'QEMU');
  const written = byQemu || !objects ? [] : cpusWithNotes(objects);
  const isCertain = written.length === found.length;
  return found.map(({ cpu, pid, registers }) => ({
    cpu: (isCertain ? written[cpu] : undefined) ?? cpu,
    pid: byQemu ? undefined : pid,
    registers,
  }));
}

/** Those whose buffer (crash_notes, kernel/crash_core.c) starts with a note. */
function cpusWithNotes(objects: KernelObjects): readonly number[] {
  const variable = objects.findAddress('crash_notes');
  const buffers =
    variable === undefined ? undefined : readWhole(objects.memory, variable, 8, objects.machine);
  if (!buffers) return [];
  const note = ifKnown(() => objects.struct('elf64_note', buffers.word(0)));
  if (!note) return [];
  return objects.cpus.filter((cpu) =>
    ifKnown(() => (objects.perCpuObject(note, cpu)?.member('n_namesz').number ?? 0) > 0),
  );
}
