import { hex } from '../base/address';
import type { FoundSymbol, SymbolFinder } from '../kernel/sources/symbolFinder';
import type { SymbolAnswer, SymbolData } from '../protocol/symbolData';

/** A name, a pattern with * and ?, or an address in hex; what could be both is a name if there is one. */
export function symbolAnswer(finder: SymbolFinder, query: string): SymbolAnswer {
  const named = [...finder.matching(query)];
  const address = named.length === 0 ? addressIn(query) : undefined;
  const at = address === undefined ? undefined : finder.byAddress(address);
  const symbols = (at ? [at] : named).map(symbolData);
  if (symbols.length > 0) return { query, symbols };
  return { query, symbols, suggestions: address === undefined ? finder.similarTo(query) : [] };
}

function addressIn(query: string): bigint | undefined {
  const digits = /^(?:0x)?([0-9a-f]{1,16})$/i.exec(query)?.[1];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
}

function symbolData({ name, address, type, offset, sizeBytes, module }: FoundSymbol): SymbolData {
  return {
    name,
    address: hex(address),
    type,
    offset: Number(offset),
    ...(sizeBytes !== undefined && { sizeBytes: Number(sizeBytes) }),
    ...(module !== undefined && { module }),
  };
}
