import { physicalAddress, virtualAddress } from '../../../core/base/address';
import { StructView } from '../../../core/base/structView';
import type { Gap } from '../../../core/dump/physicalMemory';
import { isUserAddress } from '../../../core/kernel/tasks/processMemory';
import { unsignedNumber } from '../../../core/types/numberViews';
import type { NativeCommand, NativeContext } from '../nativeCommand';
import { addressNamed } from './addressNamed';
import { userMemory } from './userMemory';
import { namesOfWords, wordNames, type WordName } from './wordNames';
import { commandWords } from './words';

const lineBytes = 16;
/** A megabyte in words. */
const maxUnits = 1 << 17;
/** Bytes of a number, by the option that asks for them. */
const unitBytes: Readonly<Record<string, number>> = { '-8': 1, '-16': 2, '-32': 4, '-64': 8 };
/** Where the characters begin, behind the address and its colon (display_memory() of crash 8.0's memory.c). */
const charactersColumn: Readonly<Record<number, number>> = { 1: 50, 2: 42, 4: 38, 8: 36 };

type Read = (address: bigint, into: Uint8Array) => readonly Gap[];

interface Range {
  readonly start: bigint;
  readonly count: number;
}

/** What to print, and how. */
interface Reading extends Range {
  readonly read: Read;
  readonly isPhysical: boolean;
  /** Of one number. */
  readonly sizeBytes: number;
  readonly withCharacters: boolean;
  readonly nameOf: WordName | undefined;
}

/** `rd [-p|-u] [-8|-16|-32|-64] [-x|-s|-S|-SS] ADDRESS|SYMBOL [COUNT]`: memory; a number that the dump lacks is `??`. */
export const rd: NativeCommand = (args, context) => {
  const known = ['-p', '-u', '-x', ...Object.keys(unitBytes), ...Object.keys(wordNames)];
  const words = commandWords(args, known);
  const range = words && rangeNamed(words.operands, context);
  const reading = range && readingOf(range, words.options, context);
  return reading && lines(context, reading);
};

function rangeNamed(operands: readonly string[], { kernel }: NativeContext): Range | undefined {
  const [at = '', countText = '1', ...more] = operands;
  const start = addressNamed(kernel, at);
  if (start === undefined || more.length > 0 || !/^\d{1,6}$/.test(countText)) return undefined;
  return { start, count: Math.min(Number(countText), maxUnits) };
}

function readingOf(range: Range, given: ReadonlySet<string>, context: NativeContext): Reading | undefined {
  const options = [...given];
  const nameOf = options.map((option) => wordNames[option]).find((each) => each !== undefined);
  const sizeBytes = options.map((option) => unitBytes[option]).find((each) => each !== undefined) ?? 8;
  const isPhysical = given.has('-p');
  const isOfProcess = !isPhysical && isUserAddress(range.start);
  // Pointers of a process lead into its own memory, of which nothing has a name.
  if (nameOf && (sizeBytes !== 8 || isOfProcess)) return undefined;
  if (given.has('-u') && !isOfProcess) return undefined;
  const read = isPhysical ? physicalReader(context) : virtualReader(isOfProcess, context);
  const withCharacters = !nameOf && !given.has('-x');
  return read && { ...range, read, isPhysical, sizeBytes, withCharacters, nameOf };
}

function physicalReader({ kernel }: NativeContext): Read {
  return (address, into) => kernel.dump.memory.read(physicalAddress(address), into);
}

/** Undefined where the context has no user memory. */
function virtualReader(isOfProcess: boolean, context: NativeContext): Read | undefined {
  const memory = isOfProcess ? userMemory(context) : context.kernel.memory;
  return memory && ((address, into) => memory.read(virtualAddress(address), into));
}

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
  const gaps = reading.read(address, bytes);
  const names = nameOf && namesOfWords(context, nameOf, address, length, isPhysical);
  const numbers = numberTexts(new StructView(bytes, kernel.dump.machine.littleEndian), sizeBytes, gaps);
  const left = numbers.map(
    (number, index) => `${(names?.get(index * sizeBytes) ?? number).padEnd(sizeBytes * 2)} `,
  );
  const at = address.toString(16).padStart(16);
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
