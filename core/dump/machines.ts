/** What the kernel calls an architecture (`uname -m`), by byte order and word size where they matter. */
type MachineNamer = (littleEndian: boolean, wordSizeBytes: 4 | 8) => string;

const byWord =
  (narrow: string, wide: string): MachineNamer =>
  (_, wordSizeBytes) =>
    wordSizeBytes === 8 ? wide : narrow;

/** ELF e_machine, as include/uapi/linux/elf-em.h numbers it. */
const namers = new Map<number, MachineNamer>([
  [3, () => 'i686'],
  [8, byWord('mips', 'mips64')],
  [20, () => 'ppc'],
  [21, (littleEndian) => (littleEndian ? 'ppc64le' : 'ppc64')],
  [22, byWord('s390', 's390x')],
  [40, () => 'armv7l'],
  [43, () => 'sparc64'],
  [62, () => 'x86_64'],
  [183, () => 'aarch64'],
  [243, byWord('riscv32', 'riscv64')],
  [258, () => 'loongarch64'],
]);

export function machineName(elfMachine: number, littleEndian: boolean, wordSizeBytes: 4 | 8): string {
  return namers.get(elfMachine)?.(littleEndian, wordSizeBytes) ?? `unknown (ELF machine ${elfMachine})`;
}

/** The other way round, from a name of `uname -m`; undefined for a machine that is not known here. */
export function elfMachineNumber(name: string): number | undefined {
  const family = name.replace(/^i[3-6]86$/, 'i686').replace(/^armv\w+$/, 'armv7l');
  const [found] = [...namers].find(([, nameOf]) => namesOf(nameOf).includes(family)) ?? [];
  return found;
}

function namesOf(nameOf: MachineNamer): readonly string[] {
  return [true, false].flatMap((littleEndian) => [nameOf(littleEndian, 4), nameOf(littleEndian, 8)]);
}
