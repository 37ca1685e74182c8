/** More instructions than a function goes through before it makes its frame record, or ends without one. */
const maxInstructions = 256;

/** The instruction at an address; undefined where the dump lacks it. */
export type ReadInstruction = (address: bigint) => number | undefined;

/** What an instruction means for the question whether x30 holds the return address. */
type Meaning =
  'returns' | 'keeps' | 'spoils' | 'traps' | { readonly jumpsTo: bigint; readonly isCertain: boolean };

/**
 * Whether x30 is where the function returns to, and x29 still its caller's, at `pc`: a function that calls no other
 * makes no frame record, and any other has yet to make its own when it begins. The code that follows tells: whatever way
 * it takes, it returns, or saves the two, before it calls anything or loads them anew.
 */
export function holdsReturnAddress(pc: bigint, read: ReadInstruction): boolean {
  const pending = [pc];
  const seen = new Set<bigint>();
  let isProven = false;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const word = read(at);
    if (word === undefined || seen.size > maxInstructions) return false;
    const meaning = meaningOf(word, at);
    if (meaning === 'spoils') return false;
    if (meaning === 'returns') isProven = true;
    else if (meaning === 'keeps') pending.push(at + 4n);
    else if (meaning !== 'traps') pending.push(meaning.jumpsTo, ...(meaning.isCertain ? [] : [at + 4n]));
  }
  return isProven;
}

/** Encodings: Arm Architecture Reference Manual for A-profile, C4.1. */
function meaningOf(word: number, at: bigint): Meaning {
  const is = (mask: number, value: number): boolean => (word & mask) >>> 0 === value;
  if (is(0xffff_ffff, 0xd65f_03c0) || is(0xffff_fbff, 0xd65f_0bff)) return 'returns'; // ret, retaa, retab
  if (is(0xfc40_7c1f, 0xa800_781d)) return 'returns'; // stp x29, x30, […]: the frame record
  if (is(0xff80_03ff, 0x9100_03fd)) return 'returns'; // mov x29, sp: the record was stored just before
  if (is(0xffe0_001f, 0xd420_0000) || is(0xffff_0000, 0)) return 'traps'; // brk, udf
  if (is(0xfc00_0000, 0x1400_0000)) return { jumpsTo: target(word, at, 0, 26), isCertain: true }; // b
  if (is(0xff00_0000, 0x5400_0000)) return { jumpsTo: target(word, at, 5, 19), isCertain: false }; // b.cond
  if (is(0x7e00_0000, 0x3400_0000)) return { jumpsTo: target(word, at, 5, 19), isCertain: false }; // cbz, cbnz
  if (is(0x7e00_0000, 0x3600_0000)) return { jumpsTo: target(word, at, 5, 14), isCertain: false }; // tbz, tbnz
  if (is(0xfc00_0000, 0x9400_0000) || is(0xfe00_0000, 0xd600_0000)) return 'spoils'; // bl, and through registers
  const pair = is(0x3a00_0000, 0x2800_0000) ? [(word >>> 10) & 31] : [];
  return [word & 31, ...pair].some((register) => register === 29 || register === 30) ? 'spoils' : 'keeps';
}

/** A signed number of instructions, from the bit `low` on. */
function target(word: number, at: bigint, low: number, bits: number): bigint {
  return at + BigInt.asIntN(bits, BigInt((word >>> low) & (2 ** bits - 1))) * 4n;
}
