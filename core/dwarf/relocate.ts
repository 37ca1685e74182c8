import { StructView } from '../base/structView';

/** What a relocation of some type puts where. */
interface RelocationType {
  readonly sizeBytes: 4 | 8;
  /** Counted from the place that is changed. */
  readonly isRelative: boolean;
}

const absolute = (sizeBytes: 4 | 8): RelocationType => ({ sizeBytes, isRelative: false });
const relative = (sizeBytes: 4 | 8): RelocationType => ({ sizeBytes, isRelative: true });

/** By ELF machine and type, those that compilers use in debuginfo. */
const relocationTypes: ReadonlyMap<number, ReadonlyMap<number, RelocationType>> = new Map([
  // x86-64 psABI: R_X86_64_64, _PC32, _32, _32S, _PC64.
  [
    62,
    new Map([
      [1, absolute(8)],
      [2, relative(4)],
      [10, absolute(4)],
      [11, absolute(4)],
      [24, relative(8)],
    ]),
  ],
  // AArch64 ELF ABI: R_AARCH64_ABS64, _ABS32, _PREL64, _PREL32.
  [
    183,
    new Map([
      [257, absolute(8)],
      [258, absolute(4)],
      [260, relative(8)],
      [261, relative(4)],
    ]),
  ],
]);

// Elf64_Rela and Elf64_Sym
const relocationSizeBytes = 24;
const symbolSizeBytes = 24;
const firstReservedSection = 0xff00;

/** What a relocatable file's relocations count from. */
export interface RelocationSymbols {
  /** Elf64_Sym after Elf64_Sym. */
  readonly table: Uint8Array;
  /** Where the section with that index lies in memory; debug sections lie nowhere, so they start at 0. */
  readonly sectionAddress: (index: number) => bigint;
}

/**
 * Carries out relocations with addends (Elf64_Rela) on a section of a 64-bit file, in place. Those of unknown type or
 * outside of the section are left out and counted.
 */
export function relocate(
  section: Uint8Array,
  relocations: Uint8Array,
  symbols: RelocationSymbols,
  { machine, littleEndian }: { readonly machine: number; readonly littleEndian: boolean },
): { readonly leftOut: number } {
  const types = relocationTypes.get(machine);
  const view = new StructView(relocations, littleEndian);
  const target = new DataView(section.buffer, section.byteOffset, section.byteLength);
  const valueOf = symbolValues(symbols, littleEndian);
  let leftOut = 0;
  // Halves of 64-bit fields: a large module has a million relocations, nearly all of 32 bits, and bigints take time.
  const [low, high] = littleEndian ? [0, 4] : [4, 0];
  for (let at = 0; view.covers(at, relocationSizeBytes); at += relocationSizeBytes) {
    const place = view.u32(at + low) + view.u32(at + high) * 2 ** 32;
    const type = types?.get(view.u32(at + 8 + low));
    const base = valueOf(view.u32(at + 8 + high));
    if (type === undefined || base === undefined || place + type.sizeBytes > section.length) {
      leftOut += 1;
      continue;
    }
    const origin = type.isRelative ? place : 0;
    if (type.sizeBytes === 8) {
      const value = base.whole + view.u64(at + 16) - BigInt(origin);
      target.setBigUint64(place, BigInt.asUintN(64, value), littleEndian);
    } else {
      target.setUint32(place, (base.low + view.u32(at + 16 + low) - origin) % 2 ** 32, littleEndian);
    }
  }
  return { leftOut };
}

interface SymbolValue {
  readonly whole: bigint;
  /** Its lower 32 bits. */
  readonly low: number;
}

/** Values are asked for again and again: a section's start, mostly. */
function symbolValues(
  { table, sectionAddress }: RelocationSymbols,
  littleEndian: boolean,
): (index: number) => SymbolValue | undefined {
  const view = new StructView(table, littleEndian);
  const known = new Map<number, SymbolValue | undefined>();
  const compute = (index: number): SymbolValue | undefined => {
    const at = index * symbolSizeBytes;
    if (!view.covers(at, symbolSizeBytes)) return undefined;
    const section = view.u16(at + 6);
    const whole = view.u64(at + 8) + (section < firstReservedSection ? sectionAddress(section) : 0n);
    return { whole, low: Number(BigInt.asUintN(32, whole)) };
  };
  return (index) => {
    if (!known.has(index)) known.set(index, compute(index));
    return known.get(index);
  };
}
