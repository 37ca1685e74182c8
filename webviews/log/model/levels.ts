import { unknownLevel } from '../../../core/protocol/overview';

/** As `dmesg -x` names them; the index is the level. */
export const levelNames = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'] as const;

export const lowestLevel = 7;

/** Empty where the level is unknown. Levels 8 and up do not exist; a corrupt record can still have one. */
export function levelName(level: number): string {
  if (level === unknownLevel) return '';
  return levelNames[level] ?? `level ${level}`;
}
