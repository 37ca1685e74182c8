import type { LogLink } from '../../../core/protocol/logPanel';

export interface FoundLink {
  readonly link: LogLink;
  /** Offsets in the line: [start, end). */
  readonly start: number;
  readonly end: number;
}

/** Nobody follows links beyond this, and a line can be a megabyte long. */
const scannedCharacters = 10_000;

// `%pS` prints symbol+0xoffset/0xsize [module], kallsyms' sprint_symbol(); `%px` and registers 16 digits.
const linkText =
  /\b([A-Za-z_][\w.$]{0,511}\+0x[0-9a-f]{1,16}\/0x[0-9a-f]{1,16})(?: \[([\w-]{1,64})(?: [\w+-]{1,64})?\])?|(?<![\w-])(?:0x)?([0-9a-f]{16})(?![\w-])/g;

export function findLinks(line: string): FoundLink[] {
  const found: FoundLink[] = [];
  for (const match of line.slice(0, scannedCharacters).matchAll(linkText)) {
    const [whole, symbol, module, address] = match;
    if (symbol !== undefined) {
      const link: LogLink = { kind: 'symbol', text: symbol, ...(module !== undefined && { module }) };
      found.push({ link, start: match.index, end: match.index + symbol.length });
    } else if (address !== undefined) {
      const end = match.index + whole.length;
      found.push({ link: { kind: 'address', text: address }, start: end - address.length, end });
    }
  }
  return found;
}

/** The link at `offset`, else the first one of the line. */
export function linkAt(line: string, offset: number): LogLink | undefined {
  const links = findLinks(line);
  return (links.find(({ start, end }) => start <= offset && offset <= end) ?? links[0])?.link;
}
