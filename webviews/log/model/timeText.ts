/** What the gutter shows beside the text, which always carries the kernel's own seconds since boot. */
export const timeModes = ['delta', 'panic', 'wall', 'boot'] as const;
export type TimeMode = (typeof timeModes)[number];

export interface TimeReference {
  /** Of the panic, or of the last record. */
  readonly panicUs: number;
  readonly bootTimeMs: number | undefined;
}

/** Wall-clock time needs the crash time; a dump without it skips that mode. */
export function nextTimeMode(mode: TimeMode, reference: TimeReference): TimeMode {
  const possible = timeModes.filter((each) => each !== 'wall' || reference.bootTimeMs !== undefined);
  return possible[(possible.indexOf(mode) + 1) % possible.length] ?? 'delta';
}

/** Characters the longest `timeText` of this mode needs for a log that ends at `endUs`. */
export function timeWidth(mode: TimeMode, endUs: number): number {
  if (mode === 'boot') return 0;
  if (mode === 'wall') return 'MM-DD hh:mm:ss.mmmZ'.length;
  return seconds(Number.isNaN(endUs) ? 0 : endUs).length;
}

/** `timeUs` is NaN for a record without timestamp, `previousUs` for the first one shown: then nothing is said. */
export function timeText(
  mode: TimeMode,
  timeUs: number,
  previousUs: number,
  reference: TimeReference,
): string {
  switch (mode) {
    case 'boot':
      return '';
    case 'delta':
      return seconds(timeUs - previousUs);
    case 'panic':
      return seconds(timeUs - reference.panicUs);
    case 'wall':
      return reference.bootTimeMs === undefined ? '' : wallClock(reference.bootTimeMs + timeUs / 1000);
  }
}

function seconds(differenceUs: number): string {
  if (Number.isNaN(differenceUs)) return '';
  const sign = differenceUs < 0 ? '\u2212' : '+';
  return sign + (Math.abs(differenceUs) / 1e6).toFixed(6);
}

/** Beyond it, or where it is not known, a Date has no text (ECMAScript, “Time Values and Time Range”). */
const maxTimeMs = 8.64e15;

/** In UTC, as every time of the overview; the year is there. */
function wallClock(timeMs: number): string {
  if (!(Math.abs(timeMs) <= maxTimeMs)) return '';
  const [, day = '', clock = ''] = /^[+-]?\d+-(.*)T(.*)$/.exec(new Date(timeMs).toISOString()) ?? [];
  return `${day} ${clock}`;
}
