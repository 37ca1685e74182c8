import { maxElements } from './objectWalk';

/** `65 'A'`, as gdb prints a number of one byte. */
export function gdbCharacter(value: bigint): string {
  const byte = Number(BigInt.asUintN(8, value));
  return `${value} '${byte === 0x27 ? "\\'" : escaped(byte, 0x27, false).text}'`;
}

/**
 * Text in quotes, with escapes as gdb writes them; a NUL at the end is left out. Longer text ends with the run of equal
 * characters that reaches the limit (generic_printstr).
 */
export function gdbString(bytes: Uint8Array): string {
  const whole = bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
  const shown = whole.subarray(0, shownLength(whole));
  let text = '';
  let isOctal = false;
  for (const byte of shown) {
    const next = escaped(byte, 0x22, isOctal);
    text += next.text;
    isOctal = next.isOctal;
  }
  return `"${text}"${shown.length < whole.length ? '...' : ''}`;
}

function shownLength(bytes: Uint8Array): number {
  let end = Math.min(maxElements, bytes.length);
  while (end > 0 && end < bytes.length && bytes[end] === bytes[end - 1]) end++;
  return end;
}

const named: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  27: '\\033',
  92: '\\\\',
};

/** A digit right behind an octal escape would be taken for a part of it. */
function escaped(
  byte: number,
  quote: number,
  behindOctal: boolean,
): { readonly text: string; readonly isOctal: boolean } {
  const known = byte === quote ? `\\${String.fromCharCode(quote)}` : named[byte];
  if (known !== undefined) return { text: known, isOctal: false };
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isPrintable = byte >= 0x20 && byte < 0x7f && !(behindOctal && isDigit);
  return isPrintable
    ? { text: String.fromCharCode(byte), isOctal: false }
    : { text: `\\${byte.toString(8).padStart(3, '0')}`, isOctal: true };
}
