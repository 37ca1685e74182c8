// struct orc_entry, arch/x86/include/asm/orc_types.h: s16 sp_offset, s16 bp_offset, then bit fields in 16 bits.

export const orcEntrySizeBytes = 6;

/** From what another register's value is computed. */
export type OrcRegister =
  'undefined' | 'prev-sp' | 'ax' | 'dx' | 'di' | 'bp' | 'sp' | 'r10' | 'r13' | 'bp-indirect' | 'sp-indirect';

export type OrcType = 'undefined' | 'end-of-stack' | 'call' | 'regs' | 'regs-partial';

/** How to find the caller from the code that the entry covers. */
export interface OrcEntry {
  readonly spOffset: number;
  readonly bpOffset: number;
  readonly spRegister: OrcRegister;
  readonly bpRegister: OrcRegister;
  readonly type: OrcType;
  /** What is on the stack are registers of the interrupted instruction, not of the one after a call. */
  readonly signal: boolean;
}

/** One meaning of the bit fields. */
export interface OrcFormat {
  /** The first release with it. Distributions carry later formats into older kernels, so nothing may compare it. */
  readonly since: string;
  /** Undefined for bits that have no meaning in this format. */
  decode(spOffset: number, bpOffset: number, flags: number): OrcEntry | undefined;
}

const registers414: readonly OrcRegister[] = [
  'undefined',
  'prev-sp',
  'dx',
  'di',
  'bp',
  'sp',
  'r10',
  'r13',
  'bp-indirect',
  'sp-indirect',
];
const registers71: readonly OrcRegister[] = [
  'undefined',
  'ax',
  'dx',
  'sp',
  'bp',
  'di',
  'r10',
  'r13',
  'prev-sp',
  'sp-indirect',
  'bp-indirect',
];

const types414: readonly OrcType[] = ['call', 'regs', 'regs-partial'];
const types64: readonly OrcType[] = ['undefined', 'end-of-stack', ...types414];

/** All formats, newest first. */
export const orcFormats: readonly OrcFormat[] = [
  typedFormat('7.1', registers71),
  typedFormat('6.4', registers414),
  endFlagFormat('6.3', { signalBit: 10, endBit: 11 }),
  endFlagFormat('4.14', { signalBit: undefined, endBit: 10 }),
];

/** Since 6.4: three bits of type, the flag `signal`. */
function typedFormat(since: string, registers: readonly OrcRegister[]): OrcFormat {
  return {
    since,
    decode: (spOffset, bpOffset, flags) => {
      const type = types64[(flags >> 8) & 7];
      const spRegister = registers[flags & 15];
      const bpRegister = registers[(flags >> 4) & 15];
      if (!type || !spRegister || !bpRegister || flags >> 12 !== 0) return undefined;
      return { spOffset, bpOffset, spRegister, bpRegister, type, signal: (flags & 0x800) !== 0 };
    },
  };
}

/** Before: two bits of type; no stack pointer means that nothing is known, or with the flag `end` that nobody called. */
function endFlagFormat(
  since: string,
  { signalBit, endBit }: { readonly signalBit: number | undefined; readonly endBit: number },
): OrcFormat {
  return {
    since,
    decode: (spOffset, bpOffset, flags) => {
      const frameType = types414[(flags >> 8) & 3];
      const spRegister = registers414[flags & 15];
      const bpRegister = registers414[(flags >> 4) & 15];
      const isEnd = ((flags >> endBit) & 1) === 1;
      if (!frameType || !spRegister || !bpRegister || flags >> (endBit + 1) !== 0) return undefined;
      if (isEnd && spRegister !== 'undefined') return undefined;
      const type = spRegister !== 'undefined' ? frameType : isEnd ? 'end-of-stack' : 'undefined';
      const signal = signalBit === undefined ? frameType !== 'call' : ((flags >> signalBit) & 1) === 1;
      return { spOffset, bpOffset, spRegister, bpRegister, type, signal };
    },
  };
}
