import type { MiRecord, MiTuple, MiValue } from './miRecord';

/** gdb nests as deep as the types of the kernel do; text of a dump could nest without end. */
const maxDepth = 200;

const channels: Readonly<Record<string, 'console' | 'target' | 'log'>> = {
  '~': 'console',
  '@': 'target',
  '&': 'log',
};

/**
 * One line of gdb's machine interface (gdb's manual, “GDB/MI Output Syntax”). Any text gives a record: what breaks
 * off in the middle gives what came before, and what is none at all is `foreign`.
 */
export function parseMi(line: string): MiRecord {
  if (/^\(gdb\) ?$/.test(line)) return { kind: 'prompt' };
  const channel = channels[line.charAt(0)];
  if (channel && line.charAt(1) === '"') return { kind: 'stream', channel, text: new Reader(line, 1).text() };
  const [head = '', token, sign, name] = /^(\d{0,9})([\^*+=])([a-z-]+)/.exec(line) ?? [];
  if (name === undefined) return { kind: 'foreign', text: line };
  const results = new Reader(line, head.length).results();
  if (sign !== '^') return { kind: 'async', class: name, results };
  return { kind: 'result', class: name, results, ...(token && { token: Number(token) }) };
}

/** Goes through a line once, never back; what is no syntax ends it. */
class Reader {
  constructor(
    private readonly line: string,
    private at: number,
  ) {}

  /** `,name=value` as often as it comes. */
  results(): MiTuple {
    const results = emptyTuple();
    while (this.take(',') && this.result(results, 0));
    return results;
  }

  /** A string of C: gdb escapes all that is not ASCII by its bytes in octal. */
  text(): string {
    const bytes: number[] = [];
    const parts: string[] = [];
    const flush = (): void => {
      if (bytes.length > 0) parts.push(Buffer.from(bytes.splice(0)).toString('utf8'));
    };
    this.take('"');
    while (this.at < this.line.length && this.line[this.at] !== '"') {
      const octal = /\\([0-7]{1,3})/y;
      octal.lastIndex = this.at;
      const digits = octal.exec(this.line)?.[1];
      if (digits !== undefined) {
        bytes.push(parseInt(digits, 8) & 0xff);
        this.at += digits.length + 1;
      } else {
        flush();
        parts.push(this.character());
      }
    }
    flush();
    this.take('"');
    return parts.join('');
  }

  private result(into: Record<string, MiValue>, depth: number): boolean {
    const name = this.name();
    if (name === undefined) return false;
    into[name] = this.value(depth);
    return true;
  }

  private value(depth: number): MiValue {
    if (depth > maxDepth) return '';
    if (this.take('{')) return this.tuple(depth);
    if (this.take('[')) return this.list(depth);
    return this.line[this.at] === '"' ? this.text() : '';
  }

  private tuple(depth: number): MiTuple {
    const tuple = emptyTuple();
    if (this.take('}')) return tuple;
    while (this.result(tuple, depth + 1) && this.take(','));
    this.take('}');
    return tuple;
  }

  private list(depth: number): readonly MiValue[] {
    const list: MiValue[] = [];
    if (this.take(']')) return list;
    do {
      const start = this.at;
      this.name();
      const value = this.value(depth + 1);
      if (this.at === start) break;
      list.push(value);
    } while (this.take(','));
    this.take(']');
    return list;
  }

  /** Up to and with the `=`; leaves everything where it was when there is none. */
  private name(): string | undefined {
    const name = /([\w-]+)=/y;
    name.lastIndex = this.at;
    const found = name.exec(this.line)?.[1];
    if (found !== undefined) this.at += found.length + 1;
    return found;
  }

  private character(): string {
    const character = this.line[this.at++] ?? '';
    if (character !== '\\') return character;
    const escaped = this.line[this.at++] ?? '';
    return escapes[escaped] ?? escaped;
  }

  private take(character: string): boolean {
    const isThere = this.line[this.at] === character;
    if (isThere) this.at++;
    return isThere;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', e: '\u001b', a: '\u0007' };

/** Names come from gdb, and those inside it from the kernel's types: none may be one of Object's own. */
function emptyTuple(): Record<string, MiValue> {
  return Object.create(null) as Record<string, MiValue>;
}
