import type { SymbolTable } from '../symbols/symbolTable';

/** A stretch of machine code, by its addresses. */
export interface CodeRange {
  readonly start: bigint;
  readonly end: bigint;
}

type Symbols = Pick<SymbolTable, 'findByName'>;

export function isInRanges(address: bigint, ranges: readonly CodeRange[]): boolean {
  return ranges.some(({ start, end }) => address >= start && address < end);
}

/** The kernel's own code; that of its start is gone by the time of most crashes, but not of all. */
export function kernelCodeRanges(symbols: Symbols): readonly CodeRange[] {
  return [
    ...codeRange(symbols, ['_text', '_stext'], '_etext'),
    ...codeRange(symbols, ['_sinittext'], '_einittext'),
  ];
}

function codeRange(symbols: Symbols, starts: readonly string[], endName: string): readonly CodeRange[] {
  const end = symbols.findByName(endName)?.address;
  for (const name of starts) {
    const start = symbols.findByName(name)?.address;
    if (start !== undefined && end !== undefined && start < end) return [{ start, end }];
  }
  return [];
}
