import type { Finding } from './finding';
import type { MachineFacts } from './machineFacts';
import type { Entry, Reader } from './readers/entry';
import type { ConfFile } from './syntaxTree';
import { isBinary } from './syntaxTree';
import type { Target } from './target';

/** How one release reads kdump.conf and what it checks, in the order of its scripts. */
export interface Dialect {
  /** kdumpctl's way of reading, at the start of the service. */
  readonly read: Reader;
  /** mkdumprd's way of reading, when it builds the initramfs, where that is another: of backslashes, nothing else. */
  readonly readForBuild?: Reader;
  readonly checks: readonly Check[];
  /** Whether one pair of double quotes around a value is taken away. */
  readonly takesQuotes: boolean;
  /** Whether scripts look for lines by their first column, with grep and awk. */
  readonly searchesFirstColumn: boolean;
  /** Whether a carriage return at the end of a line is white space. */
  readonly takesCarriageReturns: boolean;
}

/** One step of a release's start of kdump. Goes on after its first finding, as if that had been mended. */
export type Check = (reading: Reading) => Finding[];

/** A file as one release reads it, with what is known of the machine: what every rule looks at. */
export interface Reading {
  readonly file: ConfFile;
  readonly target: Target;
  readonly dialect: Dialect;
  readonly entries: readonly Entry[];
  readonly buildEntries: readonly Entry[];
  /** The entries of each option, in the order of the file. */
  readonly byOption: ReadonlyMap<string, readonly Entry[]>;
  readonly facts: MachineFacts;
  /** The file has a NUL character: scripts that look for lines with grep are told nothing but that there are some. */
  readonly binary: boolean;
  /** How many findings anybody wants to see; no rule need look for more. */
  readonly most: number;
}

export function read(
  file: ConfFile,
  target: Target,
  dialect: Dialect,
  facts: MachineFacts,
  most = Infinity,
): Reading {
  const entries = dialect.read(file);
  const { readForBuild } = dialect;
  const differs = readForBuild !== undefined && file.lines.some(({ text }) => text.includes('\\'));
  const buildEntries = differs ? readForBuild(file) : entries;
  const byOption = groupByOption(entries);
  return { file, target, dialect, entries, buildEntries, byOption, facts, binary: isBinary(file), most };
}

function groupByOption(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.option);
    if (group === undefined) groups.set(entry.option, [entry]);
    else group.push(entry);
  }
  return groups;
}

/**
 * What a rule says of each item in turn. It ends when there are as many findings as are wanted: a file full of one
 * mistake is quick to judge because only what is shown is made.
 */
export function findEach<Item>(
  { most }: Reading,
  items: readonly Item[],
  find: (item: Item) => Finding | readonly Finding[] | undefined,
): Finding[] {
  const findings: Finding[] = [];
  for (const item of items) {
    if (findings.length >= most) break;
    const found = find(item);
    if (found instanceof Array) findings.push(...found);
    else if (found !== undefined) findings.push(found);
  }
  return findings;
}

/** All entries of one option, in the order of the file. */
export function entriesOf(reading: Reading, option: string): readonly Entry[] {
  return reading.byOption.get(option) ?? [];
}

/** The entry that counts when a script looks for one option in the file itself. */
export function findByName(reading: Reading, option: string): Entry | undefined {
  return entriesOf(reading, option)
    .filter(({ hidden }) => hidden !== true)
    .at(-1);
}

/** The entry that counts when a script asks for one option that it has read: the last. */
export function lookUp(reading: Reading, option: string): Entry | undefined {
  return entriesOf(reading, option).at(-1);
}
