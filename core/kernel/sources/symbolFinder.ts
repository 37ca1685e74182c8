import { virtualAddress } from '../../base/address';
import { editDistance } from '../../base/editDistance';
import type { KernelSymbol, SymbolAt, SymbolList, SymbolTable } from '../../symbols/symbolTable';

/** A symbol, and the module that it is of when it is not the kernel's own. */
export type FoundSymbol = SymbolAt & { readonly module?: string };

/** A loaded module, or another piece of code that came later. */
interface Module {
  readonly name: string;
  readonly symbols?: SymbolList;
}

const maxSuggestions = 5;
/** The time for comparing words grows with their square. */
const maxComparedLength = 64;

/** Looks through the symbols of the kernel and of its modules at once. */
export class SymbolFinder {
  constructor(
    private readonly kernel: SymbolTable,
    private readonly modules: readonly Module[],
  ) {}

  /** What the address is in, and how far; undefined where it is in nothing that has a name. */
  byAddress(address: bigint): FoundSymbol | undefined {
    const inKernel = this.kernel.findByAddress(virtualAddress(address));
    // The image's last symbol before a module is not what the module's addresses belong to.
    for (const { name, symbols } of this.modules) {
      const found = symbols?.findByAddress(virtualAddress(address));
      if (found?.sizeBytes !== undefined && found.offset < found.sizeBytes) return { ...found, module: name };
    }
    return inKernel;
  }

  /** Of the kernel's own code, or of the module where one is named. */
  byName(name: string, module?: string): KernelSymbol | undefined {
    if (module === undefined) return this.kernel.findByName(name);
    const symbols = this.modules.find((loaded) => loaded.name === module)?.symbols?.symbols() ?? [];
    for (const symbol of symbols) if (symbol.name === name) return symbol;
    return undefined;
  }

  /** All with that name, or that match the pattern when it has * or ?; a static name may be there several times. */
  *matching(pattern: string): Generator<FoundSymbol> {
    const matches = matcher(pattern);
    for (const { symbols, module } of this.tables()) {
      for (const symbol of symbols.symbols()) {
        if (!matches(symbol.name)) continue;
        yield { ...symbol, offset: 0n, ...sizeOf(symbols, symbol), ...(module !== undefined && { module }) };
      }
    }
  }

  /** Names that may have been meant, the likeliest first. */
  similarTo(name: string): readonly string[] {
    const wanted = name.slice(0, maxComparedLength);
    const limit = Math.max(1, Math.floor(wanted.length / 4));
    const distances = new Map<string, number>();
    for (const { symbols } of this.tables()) {
      for (const { name: known } of symbols.symbols()) {
        if (Math.abs(known.length - wanted.length) > limit) continue;
        const distance = editDistance(wanted, known, limit);
        if (distance <= limit) distances.set(known, distance);
      }
    }
    const nearest = [...distances].sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
    return nearest.slice(0, maxSuggestions).map(([known]) => known);
  }

  private *tables(): Generator<{ readonly symbols: SymbolList; readonly module?: string }> {
    yield { symbols: this.kernel };
    for (const { name, symbols } of this.modules) if (symbols) yield { symbols, module: name };
  }
}

function sizeOf(symbols: SymbolList, { address }: KernelSymbol): Pick<SymbolAt, 'sizeBytes'> {
  const sizeBytes = symbols.findByAddress(address)?.sizeBytes;
  return sizeBytes === undefined ? {} : { sizeBytes };
}

/** * stands for any letters, ? for any one. */
function matcher(pattern: string): (name: string) => boolean {
  if (!/[*?]/.test(pattern)) return (name) => name === pattern;
  const parts = pattern.replace(/\*+/g, '*').split(/([*?])/);
  const source = parts.map((part) => wildcards[part] ?? part.replace(/[\\^$.|+()[\]{}]/g, '\\$&'));
  const expression = new RegExp(`^${source.join('')}$`);
  return (name) => expression.test(name);
}

const wildcards: Readonly<Record<string, string>> = { '*': '.*', '?': '.' };
