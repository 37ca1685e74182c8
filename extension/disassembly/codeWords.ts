import { wholeRegisters } from '../../core/protocol/wholeRegisters';

/** What stands at a place in a line of disassembly. */
export type CodeWord =
  /** 16 hex digits, with the name behind them. */
  | { readonly kind: 'address'; readonly address: string }
  /** The names that pt_regs may have for it. */
  | { readonly kind: 'register'; readonly names: readonly string[] }
  /** `0x8(%rdi,%rax,4)`, `[x0, #8]` */
  | { readonly kind: 'operand' };

const addressPattern = /(?<![\da-f])(?:0x)?([\da-f]{16})(?: <[^<>]{0,512}>)?/g;
const operandPattern = /-?(?:0x[\da-f]{1,16})?\([%\w, ]{1,60}\)|\[[^\][<>]{1,60}\]/g;
const registerPattern = /(?<![\w<+.])%?([a-z][a-z\d]{1,3})\b(?![.\w+>])/g;

/** All that covers that character of a line, the widest first; lines of code are short, of a hostile dump perhaps not. */
export function wordsAt(line: string, character: number): readonly CodeWord[] {
  const text = line.slice(0, 1000);
  const at = (pattern: RegExp): RegExpExecArray | undefined =>
    [...text.matchAll(pattern)].find(({ index, 0: { length } }) => {
      return index <= character && character < index + length;
    });
  const address = at(addressPattern)?.[1];
  if (address !== undefined) return [{ kind: 'address', address: `0x${address}` }];
  const register = at(registerPattern)?.[1];
  return [
    ...(at(operandPattern) ? [{ kind: 'operand' } as const] : []),
    ...(register === undefined ? [] : [{ kind: 'register', names: wholeRegisters(register) } as const]),
  ];
}
