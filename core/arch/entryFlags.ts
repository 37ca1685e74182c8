/** Names for the bits of a page-table entry, as crash's `vtop` prints them. */
export interface EntryBit {
  readonly mask: bigint;
  readonly name: string;
}

const x86Bits: readonly EntryBit[] = [
  { mask: 1n << 0n, name: 'PRESENT' },
  { mask: 1n << 1n, name: 'RW' },
  { mask: 1n << 2n, name: 'USER' },
  { mask: 1n << 3n, name: 'PWT' },
  { mask: 1n << 4n, name: 'PCD' },
  { mask: 1n << 5n, name: 'ACCESSED' },
  { mask: 1n << 6n, name: 'DIRTY' },
  { mask: 1n << 7n, name: 'PSE' },
  { mask: 1n << 8n, name: 'GLOBAL' },
  { mask: 1n << 63n, name: 'NX' },
];

const arm64Bits: readonly EntryBit[] = [
  { mask: 1n << 0n, name: 'VALID' },
  { mask: 1n << 6n, name: 'USER' },
  { mask: 1n << 7n, name: 'RDONLY' },
  { mask: 3n << 8n, name: 'SHARED' },
  { mask: 1n << 10n, name: 'AF' },
  { mask: 1n << 11n, name: 'NG' },
  { mask: 1n << 51n, name: 'DBM' },
  { mask: 1n << 52n, name: 'CONT' },
  { mask: 1n << 53n, name: 'PXN' },
  { mask: 1n << 54n, name: 'UXN' },
  { mask: 1n << 55n, name: 'DIRTY' },
];

/** From bit 0 on, as pgtable-bits.h names them; N is Svnapot's. */
const riscv64Bits: readonly EntryBit[] = [
  ...['PRESENT', 'READ', 'WRITE', 'EXEC', 'USER', 'GLOBAL', 'ACCESSED', 'DIRTY'].map((name, bit) => ({
    mask: 1n << BigInt(bit),
    name,
  })),
  { mask: 1n << 63n, name: 'NAPOT' },
];

const bitsOfMachine: Readonly<Record<string, readonly EntryBit[]>> = {
  x86_64: x86Bits,
  aarch64: arm64Bits,
  riscv64: riscv64Bits,
};

/**
 * The names of the bits that are set in an entry of a page table. Intel SDM volume 3A chapter 4; arm64's
 * arch/arm64/include/asm/pgtable-hwdef.h and pgtable-prot.h, riscv64's pgtable-bits.h. Empty for a machine whose entries
 * are not known.
 */
export function entryFlags(machineName: string, entry: bigint): readonly string[] {
  const bits = bitsOfMachine[machineName] ?? [];
  return bits.filter(({ mask }) => (entry & mask) === mask).map(({ name }) => name);
}
