/** A symbol as `vmcore sym --json` shows it; addresses are hex strings. */
export interface SymbolData {
  readonly name: string;
  readonly address: string;
  /** nm's letter: T and t text, D and d data, R and r read-only, B and b zeroed, W weak, A absolute. */
  readonly type: string;
  /** How far the asked address is into it; 0 when asked by name. */
  readonly offset: number;
  /** Up to the next symbol; absent where that is not known. */
  readonly sizeBytes?: number;
  /** Absent for the kernel's own. */
  readonly module?: string;
}

/** The answer to one question. */
export interface SymbolAnswer {
  readonly query: string;
  readonly symbols: readonly SymbolData[];
  /** Names that may have been meant; only where there is no symbol. */
  readonly suggestions?: readonly string[];
}
