import { hex, virtualAddress, type VirtualAddress } from '../base/address';
import type { Problem } from '../base/problem';
import { StructView } from '../base/structView';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { DumpedMachine } from '../dump/dumpImage';
import type { Gap } from '../dump/physicalMemory';
import { btfHeaderSizeBytes, btfMagic, btfSizeBytes, parseBtf } from './btf';
import { BtfTypes } from './btfTypes';
import { searchImage } from '../symbols/searchImage';
import type { TypeTable } from './typeTable';

/** Ten times what a kernel with every driver built in has. */
const maxSizeBytes = 1 << 26;
/** A tenth of what the smallest has; programs for BPF inside the kernel image carry BTF of their own, smaller than this. */
const minSizeBytes = 1 << 18;

/** The types of a kernel, and what is wrong with them. */
export interface KernelTypes {
  readonly table: TypeTable;
  readonly problems: readonly Problem[];
  /** The types of a module, which build on these; undefined for bytes that are none. */
  readonly parseModule: (section: Uint8Array) => TypeTable | undefined;
}

/** Addresses by symbol, as far as they are known. */
export type FindAddress = (symbol: string) => VirtualAddress | undefined;

type Memory = Pick<VirtualMemory, 'read'>;
type Words = Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>;

/**
 * The kernel's own type information (CONFIG_DEBUG_INFO_BTF, since 5.2): between __start_BTF and __stop_BTF, or
 * somewhere behind _stext when kallsyms has no symbols of data, or wrong ones.
 * @returns undefined where the kernel has none, or the dump lacks its head
 */
export function readBtf(memory: Memory, findAddress: FindAddress, words: Words): KernelTypes | undefined {
  const told = sectionBySymbols(findAddress);
  // Damaged symbols lead anywhere: where they do not lead to BTF, it is searched as if there were none.
  const types = told && readSection(memory, told, words);
  if (types) return types;
  const found = searchSection(memory, findAddress('_stext'), words);
  return found && readSection(memory, found, words);
}

function readSection(memory: Memory, { start, sizeBytes }: Section, words: Words): KernelTypes | undefined {
  const bytes = new Uint8Array(sizeBytes);
  const gaps = memory.read(start, bytes);
  const types = typesOfSection(bytes, presentBytes(sizeBytes, gaps), words);
  // Types come first: where none of them is missing, names behind them are.
  const areNamesMissing = gaps.length > 0 && types?.problems.length === 0;
  return areNamesMissing ? { ...types, problems: [namesMissing(start, gaps)] } : types;
}

/** A gap in the middle is left to the parser: it is zeros, which are no type. */
function presentBytes(sizeBytes: number, gaps: readonly Gap[]): number {
  const last = gaps.at(-1);
  return last && last.offset + last.sizeBytes === sizeBytes ? last.offset : sizeBytes;
}

function namesMissing(start: bigint, gaps: readonly Gap[]): Problem {
  const sizeBytes = gaps.reduce((sum, gap) => sum + gap.sizeBytes, 0);
  return {
    code: 'btf-damaged',
    message: `The dump lacks ${sizeBytes} bytes of the names in the kernel's type information; their types are unknown.`,
    at: `BTF at ${hex(start)}`,
  };
}

/**
 * The types of a whole section.
 * @param presentBytes how many of the leading bytes are really there
 * @returns undefined for bytes that are no BTF
 */
export function typesOfSection(
  bytes: Uint8Array,
  presentBytes: number,
  words: Words,
): KernelTypes | undefined {
  const { btf, problems } = parseBtf(bytes, words.littleEndian, presentBytes);
  if (!btf) return undefined;
  const table = new BtfTypes(btf, words.wordSizeBytes);
  const parseModule = (section: Uint8Array): TypeTable | undefined => {
    // A module's type numbers go on where the kernel's end: when that is unknown, they would name other types.
    const module =
      problems.length > 0 ? undefined : parseBtf(section, words.littleEndian, section.length, btf).btf;
    return module && new BtfTypes(module, words.wordSizeBytes, table);
  };
  return { table, problems, parseModule };
}

interface Section {
  readonly start: VirtualAddress;
  readonly sizeBytes: number;
}

function sectionBySymbols(findAddress: FindAddress): Section | undefined {
  const start = findAddress('__start_BTF');
  const stop = findAddress('__stop_BTF');
  if (start === undefined || stop === undefined) return undefined;
  const sizeBytes = Number(stop - start);
  return sizeBytes > 0 && sizeBytes <= maxSizeBytes ? { start, sizeBytes } : undefined;
}

function searchSection(memory: Memory, text: VirtualAddress | undefined, words: Words): Section | undefined {
  if (text === undefined) return undefined;
  // The magic number, version 1, no flags.
  const head = words.littleEndian
    ? [btfMagic & 0xff, btfMagic >> 8, 1, 0]
    : [btfMagic >> 8, btfMagic & 0xff, 1, 0];
  for (const start of searchImage(memory, text, Uint8Array.from(head))) {
    const header = new Uint8Array(btfHeaderSizeBytes);
    if (memory.read(virtualAddress(start), header).length > 0) continue;
    const sizeBytes = btfSizeBytes(new StructView(header, words.littleEndian));
    if (sizeBytes >= minSizeBytes && sizeBytes <= maxSizeBytes) return { start, sizeBytes };
  }
  return undefined;
}
