/** As `dmesg -x` names them; the index is the level. */
export const levelNames = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'] as const;

export const lowestLevel = 7;

/** Level 8 and up do not exist in the kernel; a corrupt record can still say so. */
export function levelName(level: number): string {
  return levelNames[level] ?? `level ${level}`;
}
