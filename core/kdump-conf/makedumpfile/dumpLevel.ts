import { atoi, isPlainNumber } from './numbers';

export interface LevelBit {
  readonly bit: number;
  readonly leavesOut: string;
}

/** The bits of `-d`, as makedumpfile.h names them (DL_EXCLUDE_…). */
export const levelBits: readonly LevelBit[] = [
  { bit: 1, leavesOut: 'zero pages' },
  { bit: 2, leavesOut: 'page cache without private data' },
  { bit: 4, leavesOut: 'page cache with private data' },
  { bit: 8, leavesOut: 'user data' },
  { bit: 16, leavesOut: 'free pages' },
];

export const largestLevel = 31;
const mostLevels = 32;

/** "leaves out zero pages, user data", short enough to stand behind the number. */
export function spellLevel(level: number): string {
  if (level === 0) return 'leaves nothing out';
  // Bit 4 covers what bit 2 does as well.
  const effective = (level & 4) === 0 ? level : level | 2;
  if (effective === largestLevel) return 'leaves out zero, cache, user and free pages';
  const kinds = levelBits.filter(({ bit }) => (effective & bit) !== 0).map(({ leavesOut }) => leavesOut);
  return `leaves out ${kinds.join(', ')}`;
}

export interface WrittenLevel {
  readonly text: string;
  /** Offset in the argument of `-d`. */
  readonly start: number;
  /** As makedumpfile reads it: what is not a number is 0. */
  readonly level: number;
  readonly isNumber: boolean;
}

/** The levels of `-d`, split at commas as strtok does: empty ones vanish. */
export function writtenLevels(argument: string): WrittenLevel[] {
  const levels: WrittenLevel[] = [];
  let start = 0;
  for (const text of argument.split(',')) {
    if (text !== '') levels.push({ text, start, level: atoi(text), isNumber: isPlainNumber(text) });
    start += text.length + 1;
  }
  return levels;
}

/** The message of makedumpfile's `parse_dump_level`, or undefined when it is content. */
export function dumpLevelProblem(argument: string): string | undefined {
  const levels = writtenLevels(argument);
  const bad = levels.findIndex(({ level }) => level < 0 || level > largestLevel);
  if (bad >= 0 && bad <= mostLevels) return `Dump_level(${levels[bad]?.level ?? 0}) is invalid.`;
  return levels.length > mostLevels ? 'Dump_level is invalid.' : undefined;
}
