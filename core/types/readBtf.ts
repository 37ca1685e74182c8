import { virtualAddress } from '../base/address';
import type { Problem } from '../base/problem';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { DumpedMachine } from '../dump/dumpImage';
import type { SymbolTable } from '../symbols/symbolTable';
import { parseBtf } from './btf';
import { BtfTypes } from './btfTypes';
import type { TypeTable } from './typeTable';

/** Ten times what a kernel with every driver built in has. */
const maxSizeBytes = 1 << 26;

/** The types of a kernel, and what is wrong with them. */
export interface KernelTypes {
  readonly table: TypeTable;
  readonly problems: readonly Problem[];
}

/**
 * The kernel's own type information (CONFIG_DEBUG_INFO_BTF, since 5.2), between __start_BTF and __stop_BTF.
 * @returns undefined where the symbols are unknown or the dump lacks the section's head
 */
export function readBtf(
  memory: Pick<VirtualMemory, 'read'>,
  symbols: Pick<SymbolTable, 'findByName'>,
  { littleEndian, wordSizeBytes }: Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>,
): KernelTypes | undefined {
  const start = symbols.findByName('__start_BTF')?.address;
  const stop = symbols.findByName('__stop_BTF')?.address;
  if (start === undefined || stop === undefined) return undefined;
  if (stop <= start || stop - start > BigInt(maxSizeBytes)) return undefined;
  const bytes = new Uint8Array(Number(stop - start));
  const [gap] = memory.read(virtualAddress(start), bytes);
  const { btf, problems } = parseBtf(bytes, littleEndian, gap?.offset);
  return btf && { table: new BtfTypes(btf, wordSizeBytes), problems };
}
