import { parseBracket } from './grepBracket';
import type { Part } from './grepParts';
import { anchor, either, oneCharacter, repeated, sequence } from './grepParts';

/** Groups within groups; the name of no machine has any. */
const deepest = 50;
const mostRepetitions = 32_767;
const longestInterval = 20;

const isWord = (character: string | undefined): boolean => /^\w$/.test(character ?? '');
const isSpace = (character: string | undefined): boolean => /^[ \t\n\v\f\r]$/.test(character ?? '');

/** What a letter or sign after a backslash stands for, where not for itself. */
const escapes: ReadonlyMap<string, Part> = new Map([
  ['w', oneCharacter(isWord)],
  ['W', oneCharacter((character) => !isWord(character))],
  ['s', oneCharacter(isSpace)],
  ['S', oneCharacter((character) => !isSpace(character))],
  ['b', anchor((before, after) => isWord(before) !== isWord(after))],
  ['B', anchor((before, after) => isWord(before) === isWord(after))],
  ['<', anchor((before, after) => !isWord(before) && isWord(after))],
  ['>', anchor((before, after) => isWord(before) && !isWord(after))],
  ['`', anchor((before) => before === undefined)],
  ["'", anchor((_, after) => after === undefined)],
]);

const anchors: ReadonlySet<string> = new Set(['\\b', '\\B', '\\<', '\\>', '\\`', "\\'"]);

interface Times {
  readonly least: number;
  readonly most: number;
}

/** The basic regular expression as GNU grep 3.8 reads it (dfa.c), or undefined where grep or we cannot. */
export function parsePattern(pattern: string): Part | undefined {
  const parser = new Parser(Array.from(pattern));
  const whole = parser.alternatives(0);
  return parser.atEnd ? whole : undefined;
}

class Parser {
  private at = 0;

  constructor(private readonly characters: readonly string[]) {}

  get atEnd(): boolean {
    return this.at >= this.characters.length;
  }

  /** Up to the end of the pattern or of the group. */
  alternatives(depth: number): Part | undefined {
    if (depth > deepest) return undefined;
    const branches: Part[] = [];
    do {
      const branch = this.branch(depth);
      if (branch === undefined) return undefined;
      branches.push(branch);
    } while (this.take('\\|'));
    return either(branches);
  }

  private branch(depth: number): Part | undefined {
    const parts: Part[] = [];
    if (this.take('^')) parts.push(anchor((before) => before === undefined));
    let last: Part | undefined;
    while (!this.endsBranch()) {
      // At the beginning, and behind an anchor, a star stands for itself.
      const times = last === undefined ? undefined : this.repetition();
      if (times === 'refused') return undefined;
      if (last !== undefined && times !== undefined) {
        last = repeated(last, times.least, times.most);
        parts[parts.length - 1] = last;
        continue;
      }
      const isAnchor = anchors.has(this.symbol);
      const atom = this.atom(depth);
      if (atom === undefined) return undefined;
      parts.push(atom);
      last = isAnchor ? undefined : atom;
    }
    return sequence(parts);
  }

  /** A character, or a backslash with the one behind it. */
  private get symbol(): string {
    const character = this.characters[this.at] ?? '';
    return character === '\\' ? character + (this.characters[this.at + 1] ?? '') : character;
  }

  private take(symbol: string): boolean {
    if (this.symbol !== symbol) return false;
    this.at += symbol.length;
    return true;
  }

  private endsBranch(): boolean {
    return ['', '\\|', '\\)'].includes(this.symbol);
  }

  private repetition(): Times | 'refused' | undefined {
    if (this.take('*')) return { least: 0, most: Infinity };
    if (this.take('\\+')) return { least: 1, most: Infinity };
    if (this.take('\\?')) return { least: 0, most: 1 };
    return this.take('\\{') ? this.interval() : undefined;
  }

  /** What follows `\{`: a number, or two with a comma between, of which one may be absent. */
  private interval(): Times | 'refused' {
    const rest = this.characters.slice(this.at, this.at + longestInterval).join('');
    const [all = '', from = '', comma, to = ''] = /^(\d*)(?:(,)(\d*))?\\\}/.exec(rest) ?? [];
    this.at += all.length;
    if (from === '' && comma === undefined) return 'refused';
    const least = Number(from);
    const most = comma === undefined ? least : to === '' ? Infinity : Number(to);
    const bounded = Math.max(least, most === Infinity ? 0 : most) <= mostRepetitions;
    return bounded && least <= most ? { least, most } : 'refused';
  }

  private atom(depth: number): Part | undefined {
    const { symbol } = this;
    this.at += Array.from(symbol).length;
    if (symbol === '\\(') {
      const group = this.alternatives(depth + 1);
      return this.take('\\)') ? group : undefined;
    }
    if (symbol === '[') return this.bracket();
    if (symbol === '$' && this.endsBranch()) return anchor((_, after) => after === undefined);
    if (symbol === '.') return oneCharacter(() => true);
    return symbol.startsWith('\\')
      ? afterBackslash(symbol.slice(1))
      : oneCharacter((character) => character === symbol);
  }

  private bracket(): Part | undefined {
    const found = parseBracket(this.characters, this.at);
    if (found === undefined) return undefined;
    this.at = found.end;
    return oneCharacter(found.test);
  }
}

/** Not back references, which no set of places can follow. */
function afterBackslash(character: string): Part | undefined {
  if (character === '' || /^[1-9]$/.test(character)) return undefined;
  return escapes.get(character) ?? oneCharacter((other) => other === character);
}
