/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * @typedef {object} StepResult
 * @property {string} name
 * @property {number} timeMs
 * @property {Counts} counts
 */

/**
 * @param {readonly Counts[]} counts
 * @returns {Counts}
 */
export function addCounts(counts) {
  /** @param {keyof Counts} key */
  const sum = (key) => counts.reduce((total, each) => total + each[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/**
 * "12 passed, 1 failed", and ", 2 skipped" where any were.
 * @param {Counts} counts
 */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * One line a step and the total time; the counts of all steps are the last line.
 * @param {readonly StepResult[]} results
 */
export function summary(results) {
  const row = (/** @type {string} */ name, /** @type {number} */ timeMs, /** @type {string} */ text) =>
    `${name.padEnd(8)} ${timeText(timeMs).padStart(10)}  ${text}`.trimEnd();
  const totalMs = results.reduce((total, { timeMs }) => total + timeMs, 0);
  return [
    ...results.map(({ name, timeMs, counts }) => row(name, timeMs, countsLine(counts))),
    row('total', totalMs, ''),
    countsLine(addCounts(results.map(({ counts }) => counts))),
  ].join('\n');
}

/**
 * "4.2 s" or "3 min 07 s".
 * @param {number} timeMs
 */
export function timeText(timeMs) {
  if (timeMs < 59_950) return `${(timeMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(timeMs / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
