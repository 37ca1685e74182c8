import { strings } from './strings';

/** `0.12s`, `132s`, `2h46m`, `3d04h`: short, for a column. */
export function shortDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return strings.unknown;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)}s`;
  if (seconds < 10_000) return `${Math.floor(seconds)}s`;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h${two((seconds / 60) % 60)}m`;
  return `${Math.floor(seconds / 86_400)}d${two((seconds / 3600) % 24)}h`;
}
