import { formatAddress, virtualAddress } from '../../../core/base/address';
import type { Gap } from '../../../core/dump/physicalMemory';
import type { Kernel } from '../../../core/kernel/kernel';
import type { NativeCommand } from '../nativeCommand';

const wordBytes = 8;
const wordsOfLine = 2;
/** A megabyte. */
const maxWords = 1 << 17;

/** `rd ADDRESS|SYMBOL [COUNT]`: words of memory; one that the dump lacks is `??`. */
export const rd: NativeCommand = ([at = '', countText = '1', ...more], { kernel }) => {
  const start = addressOf(kernel, at);
  if (start === undefined || more.length > 0 || !/^\d{1,6}$/.test(countText)) return undefined;
  return lines(kernel, start, Math.min(Number(countText), maxWords));
};

function addressOf(kernel: Kernel, text: string): bigint | undefined {
  const digits = /^(?:0x)?([\da-f]{1,16})$/i.exec(text)?.[1];
  return (
    kernel.symbols?.findByName(text)?.address ?? (digits === undefined ? undefined : BigInt(`0x${digits}`))
  );
}

function* lines(kernel: Kernel, start: bigint, count: number): Iterable<string> {
  for (let word = 0; word < count; word += wordsOfLine) {
    const inLine = Math.min(wordsOfLine, count - word);
    const bytes = new Uint8Array(inLine * wordBytes);
    const address = start + BigInt(word * wordBytes);
    const gaps = kernel.memory.read(virtualAddress(address), bytes);
    const words = Array.from({ length: inLine }, (_, index) => wordText(bytes, index * wordBytes, gaps));
    const text = Array.from(bytes, (byte, offset) => (isMissing(gaps, offset, 1) ? ' ' : visible(byte)));
    yield `${formatAddress(address)}:  ${words.join(' ').padEnd(33)}   ${text.join('')}\n`;
  }
}

function wordText(bytes: Uint8Array, offset: number, gaps: readonly Gap[]): string {
  if (isMissing(gaps, offset, wordBytes)) return '??'.padEnd(16);
  const value = new DataView(bytes.buffer).getBigUint64(offset, true);
  return value.toString(16).padStart(16, '0');
}

function isMissing(gaps: readonly Gap[], offset: number, sizeBytes: number): boolean {
  return gaps.some((gap) => gap.offset < offset + sizeBytes && offset < gap.offset + gap.sizeBytes);
}

function visible(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
