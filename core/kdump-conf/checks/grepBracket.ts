/** A bracket expression: which characters it stands for, and where it ends. */
interface Bracket {
  readonly test: (character: string) => boolean;
  readonly end: number;
}

type Test = Bracket['test'];

/** Of ASCII only, of which addresses are made. */
const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** Reads what follows a `[`; undefined where grep refuses it. Ranges go by code points, as in the C.UTF-8 locale. */
export function parseBracket(characters: readonly string[], start: number): Bracket | undefined {
  const negated = characters[start] === '^';
  const first = negated ? start + 1 : start;
  const tests: Test[] = [];
  let at = first;
  while (at < characters.length && (at === first || characters[at] !== ']')) {
    const found = readClass(characters, at) ?? readRange(characters, at);
    if (found === undefined || goesOn(characters, at, found.end)) return undefined;
    tests.push(found.test);
    at = found.end;
  }
  if (at >= characters.length) return undefined;
  // grep takes [:digit:] for a mistake, and says so.
  if (characters[start] === ':' && characters[at - 1] === ':' && at - start > 1) return undefined;
  return { test: (character) => tests.some((test) => test(character)) !== negated, end: at + 1 };
}

/** Whether a dash wants to make a range of what is a range or a class already. */
function goesOn(characters: readonly string[], start: number, end: number): boolean {
  return end - start > 1 && characters[end] === '-' && ![undefined, ']'].includes(characters[end + 1]);
}

/** `[:digit:]`; one that does not exist stands for nothing that could be read. */
function readClass(characters: readonly string[], at: number): Bracket | undefined {
  const name = /^\[:([a-z]*):\]/.exec(characters.slice(at, at + 12).join(''))?.[1];
  if (name === undefined) return undefined;
  const members = Object.hasOwn(classes, name) ? classes[name] : undefined;
  return members && { test: (character) => members.test(character), end: at + name.length + 4 };
}

/** One character, or two with a dash between. */
function readRange(characters: readonly string[], at: number): Bracket | undefined {
  const from = readElement(characters, at);
  if (from === undefined) return undefined;
  const dash = characters[from.end] === '-' && ![undefined, ']'].includes(characters[from.end + 1]);
  const to = dash ? readElement(characters, from.end + 1) : from;
  if (to === undefined || to.character < from.character) return undefined;
  return {
    test: (character) => from.character <= character && character <= to.character,
    end: to.end,
  };
}

interface Element {
  readonly character: string;
  readonly end: number;
}

/** A character, plain or as `[.x.]` or `[=x=]`; a class cannot begin or end a range. */
function readElement(characters: readonly string[], at: number): Element | undefined {
  const [open, sign = '', character = '', ...close] = characters.slice(at, at + 5);
  if (open === undefined) return undefined;
  if (open !== '[' || !'.=:'.includes(sign) || sign === '') return { character: open, end: at + 1 };
  const closes = close.join('') === `${sign}]` && sign !== ':';
  return closes ? { character, end: at + 5 } : undefined;
}
