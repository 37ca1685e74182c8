import { formatAddress } from '../../base/address';
import type { Guilty, RegisterData, Verdict } from '../verdict';

/** `foo_write+0x1a [foo], drivers/foo.c:12` */
export function guiltyText({ function: name, offset, module, file, line }: Guilty): string | undefined {
  if (name === undefined) return undefined;
  const place = `${name}${offset === undefined ? '' : `+${offset}`}${module === undefined ? '' : ` [${module}]`}`;
  if (file === undefined) return place;
  return `${place}, ${file}${line === undefined ? '' : `:${line}`}`;
}

/** `ffffffffc000101a: mov 0x18(%rdi),%rax`, and the C member that it accesses. */
export function instructionText({ instruction }: Pick<Verdict, 'instruction'>): string | undefined {
  if (!instruction) return undefined;
  const { pc, text, access } = instruction;
  const member = access?.member;
  const meaning = member && `  (${member.struct} ${member.member}, of ${member.parameter})`;
  return `${formatAddress(BigInt(pc))}: ${text}${meaning ?? ''}`;
}

/** The address whose access failed, and what is known of it. */
export function faultText({ address }: Pick<Verdict, 'address'>): string | undefined {
  if (!address) return undefined;
  const details = [address.access, address.meaning].filter((detail) => detail !== undefined);
  const digits = formatAddress(BigInt(address.value));
  return details.length === 0 ? digits : `${digits} (${details.join(', ')})`;
}

/** Each register with its value and what that is; `*` marks those that the instruction used. */
export function annotatedRegisterLines(registers: readonly RegisterData[]): string[] {
  return registers.map((register) => {
    const { name, isUsed } = register;
    return `${isUsed ? '*' : ' '}${name.toUpperCase().padStart(8)}: ${annotatedRegister(register)}`;
  });
}

/** A register's value, and what that is where it is known. */
export function annotatedRegister({ value, meaning }: RegisterData): string {
  const digits = formatAddress(BigInt(value));
  return meaning === undefined ? digits : `${digits}  ${meaning}`;
}
