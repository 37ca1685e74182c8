import type { KallsymsLayout } from './kallsymsLayout';
import type { KernelTable } from './kernelTable';

// Names are sequences of tokens, each a byte that stands for up to a few letters (kernel/kallsyms.c).

/** KSYM_NAME_LEN of 6.1 and later is 512; a longer name is damage. */
const maxNameLength = 1024;
const tokenCount = 256;
/** Making an index takes as long as a few scans. */
const scansBeforeIndex = 3;
const groupShift = 8;
const groupSize = 1 << groupShift;

/** The compressed names, by number of the symbol. A name's first letter is the symbol's type. */
export class KallsymsNames {
  private readonly tokens: readonly string[];
  private readonly tokenLengths: Uint16Array;
  /** Where each group of 256 names starts; those up to `scannedGroups` when the kernel's own are not usable. */
  private ownMarkers: Uint32Array | undefined;
  private ownIndex: ReadonlyMap<string, number> | undefined;
  private scans = 0;

  constructor(private readonly layout: KallsymsLayout) {
    this.tokens = readTokens(layout.tokenTable, layout.tokenIndex);
    this.tokenLengths = Uint16Array.from(this.tokens, ({ length }) => length);
  }

  /** Type letter and name, or undefined where the dump lacks or garbles them. */
  textAt(index: number): string | undefined {
    const start = this.offsetOf(index);
    return start === undefined ? undefined : this.expand(start);
  }

  /**
   * The number of the first symbol with this name, for tables without an index: by looking at each, until it has been
   * asked so often that an index of our own pays.
   */
  scanFor(name: string): number | undefined {
    if (this.scans++ < scansBeforeIndex) return this.scan(name);
    this.ownIndex ??= this.indexNames();
    return this.ownIndex.get(name);
  }

  /** Type letters and names in order; ends where the dump lacks or garbles one. */
  *texts(): Generator<string> {
    for (const [, start] of this.starts()) {
      const text = this.expand(start);
      if (text === undefined) return;
      yield text;
    }
  }

  private scan(name: string): number | undefined {
    for (const [index, start] of this.starts()) {
      if (this.expandedLength(start) === name.length + 1 && this.expand(start)?.slice(1) === name)
        return index;
    }
    return undefined;
  }

  private indexNames(): ReadonlyMap<string, number> {
    const byName = new Map<string, number>();
    for (const [index, start] of this.starts()) {
      const name = this.expand(start)?.slice(1);
      if (name !== undefined && !byName.has(name)) byName.set(name, index);
    }
    return byName;
  }

  private *starts(): Generator<readonly [index: number, start: number]> {
    let start: number | undefined = 0;
    for (let index = 0; index < this.layout.count; index++) {
      yield [index, start];
      start = this.nextStart(start);
      if (start === undefined) return;
    }
  }

  private offsetOf(index: number): number | undefined {
    if (index < 0 || index >= this.layout.count) return undefined;
    let start = this.groupStart(index >> groupShift);
    for (let skipped = index % groupSize; skipped > 0 && start !== undefined; skipped--) {
      start = this.nextStart(start);
    }
    return start;
  }

  private groupStart(group: number): number | undefined {
    const { markers } = this.layout;
    if (markers) return markers.has(group * 4, 4) ? markers.view.u32(group * 4) : undefined;
    this.ownMarkers ??= this.scanMarkers();
    return this.ownMarkers[group];
  }

  private scanMarkers(): Uint32Array {
    const markers: number[] = [];
    for (const [index, start] of this.starts()) {
      if (index % groupSize === 0) markers.push(start);
    }
    return Uint32Array.from(markers);
  }

  private nextStart(start: number): number | undefined {
    const first = this.firstToken(start);
    return first === undefined ? undefined : first + this.tokenCount(start);
  }

  /** Past the length: one byte, or two for a name of 128 tokens and more (since 6.1). */
  private firstToken(start: number): number | undefined {
    const { names } = this.layout;
    if (!names.has(start, 1)) return undefined;
    if (names.view.u8(start) < 0x80) return start + 1;
    return names.has(start, 2) ? start + 2 : undefined;
  }

  /** Only after `firstToken` has seen to it that the length is there. */
  private tokenCount(start: number): number {
    const { view } = this.layout.names;
    const length = view.u8(start);
    return length < 0x80 ? length : (length & 0x7f) | (view.u8(start + 1) << 7);
  }

  private expandedLength(start: number): number | undefined {
    const span = this.tokenSpan(start);
    if (!span) return undefined;
    let length = 0;
    for (let at = span.start; at < span.end; at++) {
      length += this.tokenLengths[this.layout.names.view.u8(at)] ?? 0;
    }
    return length;
  }

  private expand(start: number): string | undefined {
    const span = this.tokenSpan(start);
    if (!span) return undefined;
    let text = '';
    for (let at = span.start; at < span.end; at++) {
      text += this.tokens[this.layout.names.view.u8(at)] ?? '';
      if (text.length > maxNameLength) return undefined;
    }
    return text === '' ? undefined : text;
  }

  private tokenSpan(start: number): { readonly start: number; readonly end: number } | undefined {
    const first = this.firstToken(start);
    if (first === undefined) return undefined;
    const count = this.tokenCount(start);
    return this.layout.names.has(first, count) ? { start: first, end: first + count } : undefined;
  }
}

/** 256 tokens; one that lies outside of the table, or does not end in it, is empty. */
function readTokens(table: KernelTable, index: KernelTable): readonly string[] {
  if (!index.has(0, tokenCount * 2) || !table.has(0, table.sizeBytes)) return [];
  const text = table.view.slice(0, table.sizeBytes);
  return Array.from({ length: tokenCount }, (_, token) => {
    const start = index.view.u16(token * 2);
    const end = text.indexOf(0, start);
    return table.view.cString(start, Math.min(end - start, maxNameLength));
  });
}
