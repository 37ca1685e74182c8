import type { DumpedMachine } from './dumpImage';
import type { ElfNote } from './elfNotes';
import { parsePrstatusNotes } from './prstatus';

/** MSR of arch/powerpc/include/asm/reg.h (6.12): whether the cpu ran little-endian, and whether in user mode. */
const littleEndianMode = 1n;
const userMode = 1n << 14n;

/**
 * The machine with its memory's byte order, which a file's own need not be: of pseries machines QEMU (7.2,
 * cpu_get_dump_info() of target/ppc/arch_dump.c) asks how a hypervisor takes interrupts (HID0), which their kernels
 * never set, and so writes dumps of ppc64le big-endian. Each cpu's own mode is in the notes.
 */
export function withTrueByteOrder(machine: DumpedMachine, notes: readonly ElfNote[]): DumpedMachine {
  if (machine.name !== 'ppc64') return machine;
  const modes = parsePrstatusNotes(notes, machine).flatMap(({ registers }) => registers.get('msr') ?? []);
  const ofKernel = modes.find((mode) => mode !== 0n && (mode & userMode) === 0n);
  const isLittleEndian = ofKernel !== undefined && (ofKernel & littleEndianMode) !== 0n;
  return isLittleEndian ? { ...machine, name: 'ppc64le', littleEndian: true } : machine;
}
