import type { ByteSource } from '../dump/byteSource';
import type { DumpedMachine } from '../dump/dumpImage';
import { elfHeaderSizeBytes, parseElfHeader } from '../dump/elfHeader';
import { readElfSections } from '../dump/elfSections';
import { readBytes } from '../dump/readBytes';
import { typesOfSection, type KernelTypes } from './readBtf';

/** Ten times what a kernel with every driver built in has. */
const maxSizeBytes = 1n << 26n;

/** The types in the section .BTF of a vmlinux; undefined where it has none that is whole. */
export function readElfBtf(
  source: ByteSource,
  words: Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>,
): KernelTypes | undefined {
  const header = parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  const section = header && readElfSections(source, header).sections.find(({ name }) => name === '.BTF');
  if (!section || section.sizeBytes > maxSizeBytes) return undefined;
  const bytes = readBytes(source, section.offset, section.sizeBytes);
  const types = typesOfSection(bytes, bytes.length, words);
  return types?.problems.length === 0 ? types : undefined;
}
