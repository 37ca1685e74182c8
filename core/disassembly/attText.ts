/** They have a size of their own, which objdump leaves away: in 64-bit code there is no other. */
const ofOneSize = /^(call|jmp|ret|push|pop|leave|movabs)q$|^(cmov(?:n?[abceglopsz]|n?[abgl]e|p[eo]))[wlq]$/;
/** Instructions of all sizes; what is not here ends in such a letter for other reasons. */
const ofAnySize =
  /^(adc|add|and|bsf|bsr|bswap|bt|btc|btr|bts|cmp|cmpxchg|dec|div|idiv|imul|in|inc|lea|mov|mul|neg|not|or|out|popcnt|rcl|rcr|rol|ror|sal|sar|sbb|shl|shld|shr|shrd|sub|test|tzcnt|lzcnt|xadd|xchg|xor|lar|lsl|sldt|str|smsw|lmsw|andn|bzhi|pext|pdep|rorx|sarx|shlx|shrx|crc32|rdrand|rdseed)([bwlq])$/;
const shifts = /^(rcl|rcr|rol|ror|sal|sar|shl|shr)$/;
const bitsOfSuffix: Readonly<Record<string, number>> = { b: 8, w: 16, l: 32, q: 64 };

/**
 * An x86 instruction as objdump prints it, from what Capstone makes of it: numbers in hex, immediates as the bits that
 * stand for them, displacements with their sign, a letter for the size only where no register tells it.
 */
export function attText(mnemonic: string, operands: string): string {
  const [, prefixes = '', name = ''] = /^(.*? )?(\S+)$/.exec(mnemonic) ?? [];
  const bits = bitsOfSuffix[name.at(-1) ?? ''] ?? 64;
  const text = operands
    .replaceAll(', ', ',')
    .replace(/\$(-?)(0x[0-9a-f]+|\d+)/g, (_, sign: string, digits: string) => immediate(sign, digits, bits))
    .replace(
      /(^|[,:*])(-?)(\d+|0x[0-9a-f]+)(?=\(|,|$)/g,
      (_, before: string, sign: string, digits: string) => {
        const number = BigInt(digits);
        return `${before}${sign}0x${number.toString(16)}`;
      },
    )
    .replace(/\((%\w+)?,(%\w+)\)/, '($1,$2,1)')
    // The machine has no such operand without a displacement.
    .replace(/(^|[,:*])(?=\((,|%rbp|%r13|%rip))/, '$10x0');
  return `${prefixes}${shortName(name, text)} ${text}`.trimEnd();
}

function immediate(sign: string, digits: string, bits: number): string {
  const number = BigInt(digits);
  return `$0x${(sign === '' ? number : BigInt.asUintN(bits, -number)).toString(16)}`;
}

/** A register among the operands tells the size; a shift's count in %cl does not. */
function shortName(name: string, operands: string): string {
  const [, own, move] = ofOneSize.exec(name) ?? [];
  if (own !== undefined || move !== undefined) return own ?? move ?? name;
  const stem = ofAnySize.exec(name)?.[1];
  if (stem === undefined) return name;
  const others = shifts.test(stem) ? operands.replace(/^%cl,/, '') : operands;
  const registers = others.replace(/[^,]*\([^)]*\)/g, '').replace(/%[c-gs]s:\w*/g, '');
  return registers.includes('%') ? stem : name;
}
