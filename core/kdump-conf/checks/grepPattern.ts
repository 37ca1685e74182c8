/** One piece of a basic regular expression: what a character must be, and how often. */
interface Piece {
  readonly matches: (character: string) => boolean;
  readonly many: boolean;
  readonly optional: boolean;
}

interface Pattern {
  readonly pieces: readonly Piece[];
  readonly fromStart: boolean;
  readonly toEnd: boolean;
}

/**
 * Whether grep finds a basic regular expression in one line of text. Every character of the text is held against
 * every piece once, whatever the pattern, so that no name in a file can make it slow. Groups, intervals and classes
 * such as [:digit:], which no name of a machine has, count as not found; so does what grep refuses.
 */
export function grepFinds(pattern: string, text: string): boolean {
  const parsed = parsePattern(pattern);
  if (parsed === undefined) return false;
  const { pieces, fromStart, toEnd } = parsed;
  // reached[n]: the first n pieces are matched here; first[n] the same before any character.
  let reached = afterOptional(pieces, [true]);
  const first = reached;
  for (const character of text) {
    if (!toEnd && reached[pieces.length] === true) return true;
    const next = step(pieces, reached, character);
    if (!fromStart) first.forEach((begins, index) => (next[index] ||= begins));
    reached = next;
  }
  return reached[pieces.length] === true;
}

function step(pieces: readonly Piece[], reached: readonly boolean[], character: string): boolean[] {
  const next: boolean[] = [];
  pieces.forEach((piece, index) => {
    const stays = reached[index + 1] === true && piece.many;
    if ((reached[index] === true || stays) && piece.matches(character)) next[index + 1] = true;
  });
  return afterOptional(pieces, next);
}

/** Pieces that may be left out are passed over. */
function afterOptional(pieces: readonly Piece[], reached: boolean[]): boolean[] {
  pieces.forEach((piece, index) => {
    if (piece.optional && reached[index] === true) reached[index + 1] = true;
  });
  return reached;
}

/** A character after a backslash, a bracket expression, or one character. */
const symbols = /\\[^]|\[\^?\]?[^\]]*\]|[^]/gu;
const plainAfterBackslash = /^\\[^(){}|<>1-9A-Za-z`']$/u;

const repetitions: Readonly<Record<string, Partial<Piece>>> = {
  '*': { many: true, optional: true },
  '\\+': { many: true },
  '\\?': { optional: true },
};

function parsePattern(pattern: string): Pattern | undefined {
  const cut = pattern.match(symbols) ?? [];
  const fromStart = cut[0] === '^';
  const toEnd = cut.at(-1) === '$';
  const pieces: Piece[] = [];
  for (const symbol of cut.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined)) {
    const last = pieces.at(-1);
    const repetition = repetitions[symbol];
    if (last !== undefined && repetition !== undefined) {
      pieces[pieces.length - 1] = { ...last, ...repetition };
      continue;
    }
    const matches = characterTest(symbol);
    if (matches === undefined) return undefined;
    pieces.push({ matches, many: false, optional: false });
  }
  return { pieces, fromStart, toEnd };
}

function characterTest(symbol: string): Piece['matches'] | undefined {
  if (symbol === '.') return () => true;
  if (symbol.startsWith('['))
    return symbol.length === 1 ? undefined : bracket(Array.from(symbol.slice(1, -1)));
  if (!symbol.startsWith('\\')) return (character) => character === symbol;
  return plainAfterBackslash.test(symbol) ? (character) => character === symbol.slice(1) : undefined;
}

/** The inside of `[…]`; undefined for classes, and for ranges that end before they begin. */
function bracket(inside: readonly string[]): Piece['matches'] | undefined {
  const negated = inside[0] === '^';
  const ranges: (readonly [string, string])[] = [];
  for (let at = negated ? 1 : 0; at < inside.length; at++) {
    const from = inside[at] ?? '';
    const to = inside[at + 1] === '-' ? inside[at + 2] : undefined;
    if (from === '[' && /^[:.=]$/.test(inside[at + 1] ?? '')) return undefined;
    if (to !== undefined && to < from) return undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== negated;
}
