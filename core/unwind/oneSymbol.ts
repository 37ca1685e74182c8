import { virtualAddress } from '../base/address';
import type { SymbolAt, SymbolList } from '../symbols/symbolTable';

/** The symbols of code that is one function, which the kernel made itself. */
export function oneSymbol(name: string, start: bigint, end: bigint): SymbolList {
  const symbol = { name, address: virtualAddress(start), type: 't' };
  return {
    findByAddress: (address): SymbolAt | undefined => {
      if (address < start || address >= end) return undefined;
      return { ...symbol, offset: address - start, sizeBytes: end - start };
    },
    symbols: () => [symbol],
  };
}
