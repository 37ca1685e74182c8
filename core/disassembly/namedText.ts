import { hex } from '../base/address';
import type { ShownInstruction } from './instruction';

/** What code or variable an address is in: `schedule+0x12`. */
export type NameOfAddress = (address: bigint) => string | undefined;

/**
 * An instruction with the names of the addresses in it, as objdump puts them: `call 0xffffffff81107af0 <schedule>`,
 * `mov 0x1f24ee(%rip),%rdx  # 0xffffffff832f24ee <jiffies>`.
 */
export function namedText(instruction: ShownInstruction, nameOf: NameOfAddress): string {
  const { text, target } = instruction;
  const goal = target === undefined ? undefined : nameOf(target);
  if (goal !== undefined) return `${text} <${goal}>`;
  const remarks = [...addressesIn(instruction)].flatMap(({ address, isWritten }) => {
    const name = nameOf(address);
    if (name === undefined) return [];
    return isWritten ? `<${name}>` : `${hex(address)} <${name}>`;
  });
  return remarks.length === 0 ? text : `${text}  # ${remarks.join(', ')}`;
}

interface NamedAddress {
  readonly address: bigint;
  /** Whether the instruction's text has it in full. */
  readonly isWritten: boolean;
}

function* addressesIn({ text, address, bytes }: ShownInstruction): Generator<NamedAddress> {
  for (const [, digits = '0'] of text.matchAll(/(?<![-\w])(0x[0-9a-f]{5,16})\b/g))
    yield { address: BigInt(digits), isWritten: true };
  const computed = (start: bigint, sign: string, digits: string): NamedAddress => ({
    address: BigInt.asUintN(64, start + (sign === '-' ? -BigInt(digits) : BigInt(digits))),
    isWritten: false,
  });
  for (const [, sign = '', digits = '0'] of text.matchAll(/(-?)(0x[0-9a-f]+)\(%rip\)/g))
    yield computed(address + BigInt(bytes.length), sign, digits);
  // The start of a table in the kernel's image, which an index leads into.
  for (const [, digits = '0'] of text.matchAll(/(?<!:)-(0x[0-9a-f]+)\(,/g)) yield computed(0n, '-', digits);
}
