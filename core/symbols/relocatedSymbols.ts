import { virtualAddress } from '../base/address';
import { imageReachBytes, SortedSymbols } from './sortedSymbols';
import type { KernelSymbol, SymbolTable } from './symbolTable';

const textSymbol = '_stext';
/** Data whose addresses VMCOREINFO tells: of another build of the kernel, one of them is elsewhere. */
const witnesses = ['init_uts_ns', 'node_online_map', 'vmap_area_list', 'init_top_pgt', 'prb', 'node_data'];

export type Relocation = { readonly table: SymbolTable } | { readonly whyNot: string };

/**
 * Symbols as they were linked, moved to where the kernel was loaded (KASLR): the image moves as a whole, per-cpu
 * symbols near zero stay.
 * @param known addresses that the dump itself tells
 */
export function relocateSymbols(
  symbols: readonly KernelSymbol[],
  known: (name: string) => bigint | undefined,
): Relocation {
  const text = known(textSymbol);
  const linked = symbols.find(({ name }) => name === textSymbol)?.address;
  if (linked === undefined) return { whyNot: `has no ${textSymbol} among ${symbols.length} symbols` };
  if (text === undefined) return { whyNot: `cannot be placed: VMCOREINFO does not tell ${textSymbol}` };
  const distance = text - linked;
  const moved = symbols.map((symbol) =>
    symbol.address < linked - imageReachBytes
      ? symbol
      : { ...symbol, address: virtualAddress(symbol.address + distance) },
  );
  const table = new SortedSymbols(moved, text);
  const other = witnesses.find((name) => disagrees(table, name, known(name)));
  return other === undefined ? { table } : { whyNot: `is of another build: its ${other} is elsewhere` };
}

function disagrees(table: SymbolTable, name: string, address: bigint | undefined): boolean {
  const found = table.findByName(name)?.address;
  return found !== undefined && address !== undefined && found !== address;
}
