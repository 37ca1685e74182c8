import type { ElfNote } from './elfNotes';

const noteTypePrstatus = 1;

/** Size of struct elf_prstatus: machines of one byte order all differ in it. */
const littleEndianMachines = new Map<number, string>([
  [336, 'x86_64'],
  [392, 'aarch64'],
  [376, 'riscv64'],
  [504, 'ppc64le'],
  [480, 'loongarch64'],
  [144, 'i686'],
  [148, 'armv7l'],
]);

const bigEndianMachines = new Map<number, string>([
  [336, 's390x'],
  [504, 'ppc64'],
]);

/**
 * The architecture of a dump whose header does not name it: QEMU writes "Unknown" for all but x86. Told by the size
 * of a cpu's registers.
 */
export function machineFromNotes(notes: readonly ElfNote[], littleEndian: boolean): string | undefined {
  const prstatus = notes.find(({ name, type }) => name === 'CORE' && type === noteTypePrstatus);
  if (prstatus === undefined) return undefined;
  return (littleEndian ? littleEndianMachines : bigEndianMachines).get(prstatus.sizeBytes);
}
