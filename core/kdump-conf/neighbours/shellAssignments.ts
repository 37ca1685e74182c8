/** Reads the `NAME=value` lines of a file that a shell sources; other commands in it are passed over. */
export interface Assignment {
  readonly name: string;
  readonly nameStart: number;
  /** The value without quotes and backslashes. */
  readonly value: string;
  /** Where the value is written, quotes included. */
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly problem?: 'open-quote' | 'blank-around-equals' | 'words-after-value';
}

const beginning = /[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)([ \t]*)=([ \t]*)/y;

export function shellAssignments(text: string): Assignment[] {
  const found: Assignment[] = [];
  let at = 0;
  while (at < text.length) {
    const assignment = readAssignment(text, at);
    if (assignment !== undefined) found.push(assignment);
    const lineFeed = text.indexOf('\n', assignment?.valueEnd ?? at);
    at = lineFeed < 0 ? text.length : lineFeed + 1;
  }
  return found;
}

function readAssignment(text: string, start: number): Assignment | undefined {
  beginning.lastIndex = start;
  const match = beginning.exec(text);
  if (match === null) return undefined;
  const [all, name = '', before = '', after = ''] = match;
  const nameStart = start + all.indexOf(name);
  const valueStart = start + all.length;
  const word = readWord(text, valueStart);
  const common = { name, nameStart, value: word.value, valueStart, valueEnd: word.end };
  if (word.open) return { ...common, problem: 'open-quote' };
  const spaced = before !== '' || (after !== '' && word.end > valueStart && text[valueStart] !== '#');
  if (spaced) return { ...common, problem: 'blank-around-equals' };
  return /^[ \t]+[^\s#;&|]/.test(text.slice(word.end, word.end + 200))
    ? { ...common, problem: 'words-after-value' }
    : common;
}

interface ShellWord {
  readonly value: string;
  readonly end: number;
  readonly open: boolean;
}

/** One word of shell: plain, quoted and escaped pieces up to a blank or the end of the command. */
function readWord(text: string, start: number): ShellWord {
  const pieces: string[] = [];
  let at = start;
  while (at < text.length && !/[\s;&|]/.test(text.charAt(at))) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const end = closingQuote(text, at);
      if (end < 0) return { value: pieces.join(''), end: endOfLine(text, at), open: true };
      const inside = text.slice(at + 1, end);
      pieces.push(character === '"' ? inside.replace(/\\(["\\$`])/g, '$1').replaceAll('\\\n', '') : inside);
      at = end + 1;
    } else {
      const escaped = character === '\\';
      pieces.push(escaped ? text.charAt(at + 1) : character);
      at += escaped ? 2 : 1;
    }
  }
  return { value: pieces.join(''), end: Math.min(at, text.length), open: false };
}

function closingQuote(text: string, open: number): number {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
