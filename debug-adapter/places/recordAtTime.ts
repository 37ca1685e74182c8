import type { KernelLog } from '../../core/kernel/log/log';

/**
 * The first record at that time or later, in microseconds since boot; the last one where all are earlier. Records of
 * several cpus are out of order by some microseconds, which nobody who types a time minds.
 */
export function recordAtTime(log: KernelLog, timeUs: number): number {
  let low = 0;
  let high = Math.max(0, log.total - 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log.entry(middle).timeUs ?? 0) < timeUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
