import { StructView } from '../base/structView';
import type { ElfNote } from '../dump/elfNotes';

/** What QEMU tells of an x86 cpu beyond the general registers, in a note of its own. */
export interface QemuCpuState {
  readonly rip: bigint;
  /** The base of the page tables the cpu was using. */
  readonly cr3: bigint;
  readonly cr4: bigint;
}

// struct QEMUCPUState of QEMU's target/i386/arch_dump.c, version 1.
const ripOffset = 8 + 16 * 8;
const segmentsOffset = ripOffset + 2 * 8;
const controlRegistersOffset = segmentsOffset + 10 * 24;
const stateSizeBytes = controlRegistersOffset + 5 * 8;

/** The cpus of QEMU's "QEMU" notes, in order; empty for a dump that QEMU did not make. */
export function parseQemuCpuStates(notes: readonly ElfNote[]): readonly QemuCpuState[] {
  const states: QemuCpuState[] = [];
  for (const note of notes) {
    if (note.name !== 'QEMU' || note.type !== 0 || note.description.length < stateSizeBytes) continue;
    const view = new StructView(note.description, true);
    if (view.u32(0) !== 1) continue;
    states.push({
      rip: view.u64(ripOffset),
      cr3: view.u64(controlRegistersOffset + 3 * 8),
      cr4: view.u64(controlRegistersOffset + 4 * 8),
    });
  }
  return states;
}
