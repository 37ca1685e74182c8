import { physicalAddress, virtualAddress } from '../../../core/base/address';
import { StructView } from '../../../core/base/structView';
import type { Gap } from '../../../core/dump/physicalMemory';
import { unsignedNumber } from '../../../core/types/numberViews';
import type { NativeCommand, NativeContext } from '../nativeCommand';
import { addressNamed } from './addressNamed';
import { namesOfWords, wordNames, type WordName } from './wordNames';
import { commandWords } from './words';

const lineBytes = 16;
/** A megabyte in words. */
const maxUnits = 1 << 17;
/** Bytes of a number, by the option that asks for them. */
const unitBytes: Readonly<Record<string, number>> = { '-8': 1, '-16': 2, '-32': 4, '-64': 8 };
/** Where the characters begin, behind the address and its colon (display_memory() of crash 8.0's memory.c). */
const charactersColumn: Readonly<Record<number, number>> = { 1: 50, 2: 42, 4: 38, 8: 36 };

/** What to print, and how. */
interface Reading {
  readonly start: bigint;
  readonly isPhysical: boolean;
  /** Of one number. */
  readonly sizeBytes: number;
  readonly count: number;
  readonly withCharacters: boolean;
  readonly nameOf: WordName | undefined;
}

/** `rd [-p] [-8|-16|-32|-64] [-x|-s|-S|-SS] ADDRESS|SYMBOL [COUNT]`: memory; a number that the dump lacks is `??`. */
export const rd: NativeCommand = (args, context) => {
  const known = ['-p', '-x', ...Object.keys(unitBytes), ...Object.keys(wordNames)];
  const words = commandWords(args, known);
  const [at = '', countText = '1', ...more] = words?.operands ?? [];
  const start = addressNamed(context.kernel, at);
  if (!words || start === undefined || more.length > 0 || !/^\d{1,6}$/.test(countText)) return undefined;
  const options = [...words.options];
  const nameOf = options.map((option) => wordNames[option]).find((each) => each !== undefined);
  const sizeBytes = options.map((option) => unitBytes[option]).find((each) => each !== undefined) ?? 8;
  if (nameOf && sizeBytes !== 8) return undefined;
  return lines(context, {
    start,
    isPhysical: words.options.has('-p'),
    sizeBytes,
    count: Math.min(Number(countText), maxUnits),
    withCharacters: !nameOf && !words.options.has('-x'),
    nameOf,
  });
};

function* lines(context: NativeContext, reading: Reading): Iterable<string> {
  const end = reading.start + BigInt(reading.sizeBytes * reading.count);
  for (let address = reading.start; address < end; address += BigInt(lineBytes)) {
    yield line(context, reading, address, Math.min(lineBytes, Number(end - address)));
  }
}

function line(context: NativeContext, reading: Reading, address: bigint, length: number): string {
  const { kernel } = context;
  const { isPhysical, sizeBytes, nameOf } = reading;
  const bytes = new Uint8Array(length);
  const gaps = isPhysical
    ? kernel.dump.memory.read(physicalAddress(address), bytes)
    : kernel.memory.read(virtualAddress(address), bytes);
  const names = nameOf && namesOfWords(context, nameOf, address, length, isPhysical);
  const numbers = numberTexts(new StructView(bytes, kernel.dump.machine.littleEndian), sizeBytes, gaps);
  const left = numbers.map(
    (number, index) => `${(names?.get(index * sizeBytes) ?? number).padEnd(sizeBytes * 2)} `,
  );
  const digits = address.toString(16);
  const at = isPhysical ? digits.padStart(16) : digits.padStart(16, '0');
  if (!reading.withCharacters) return `${at}:  ${left.join('')}\n`;
  const text = Array.from(bytes, (byte, offset) => (isMissing(gaps, offset, 1) ? ' ' : visible(byte)));
  return `${at}:  ${numbers.join(' ').padEnd(charactersColumn[sizeBytes] ?? 0)}${text.join('')}\n`;
}

function numberTexts(view: StructView, sizeBytes: number, gaps: readonly Gap[]): string[] {
  const count = Math.floor(view.bytes.length / sizeBytes);
  return Array.from({ length: count }, (_, index) => {
    const offset = index * sizeBytes;
    const width = sizeBytes * 2;
    if (isMissing(gaps, offset, sizeBytes)) return '??'.padEnd(width);
    const number = new StructView(view.slice(offset, sizeBytes), view.littleEndian);
    return unsignedNumber(number).toString(16).padStart(width, '0');
  });
}

function isMissing(gaps: readonly Gap[], offset: number, sizeBytes: number): boolean {
  return gaps.some((gap) => gap.offset < offset + sizeBytes && offset < gap.offset + gap.sizeBytes);
}

function visible(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
