import { hex } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import type { EnumType, IntegerType } from '../../core/types/cType';
import type { ValueFormat } from './containers';

/** A number as gdb prints it: a char with its character, a bool by name. */
export function integerText(value: bigint, type: IntegerType, format: ValueFormat): string {
  if (type.isBoolean) return String(value !== 0n);
  const number = numberText(value, type.sizeBytes, format);
  const isPrintable = type.name.endsWith('char') && value > 31n && value < 127n;
  return isPrintable ? `${number} '${String.fromCharCode(Number(value))}'` : number;
}

/** Negative numbers in hex are shown as the bits that stand there. */
export function numberText(value: bigint, sizeBytes: number, format: ValueFormat): string {
  return format.hex ? hex(BigInt.asUintN(sizeBytes * 8, value)) : value.toString();
}

/** By name; a sum of flags by the names of all of them, and what has no name as a number. */
export function enumText(value: bigint, { values, sizeBytes }: EnumType, format: ValueFormat): string {
  const own = values.find((candidate) => candidate.value === value);
  if (own) return visibleText(own.name);
  return flagsText(value, values) ?? numberText(value, sizeBytes, format);
}

/** Undefined when some bit has no name, or the names do not stand for single bits. */
function flagsText(value: bigint, values: EnumType['values']): string | undefined {
  if (value <= 0n) return undefined;
  const flags = values.filter((flag) => isSingleBit(flag.value) && (value & flag.value) !== 0n);
  const known = flags.reduce((bits, flag) => bits | flag.value, 0n);
  return known === value ? flags.map(({ name }) => visibleText(name)).join(' | ') : undefined;
}

function isSingleBit(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}

/** Quoted as C does it, with the marks of `visibleText` for what cannot be seen. */
export function quotedText(text: string): string {
  return visibleText(JSON.stringify(text));
}
