import type { KernelLog } from '../log/log';
import { findPanic } from '../panic';

/** Records between boot and the first reading of the hardware clock. */
const recordsSearched = 5000;

/**
 * Seconds since 1970 of the log's last record, by the clock that the kernel set at boot
 * (`rtc_cmos 00:04: setting system clock to 2026-11-21T07:56:53 UTC (1795247813)`, drivers/rtc/class.c) and the time
 * that passed since. Undefined when the log has no such line any more, or does not end with a crash: a machine that
 * was dumped alive may have been silent for days.
 */
export function estimateCrashTimeFromLog(log: KernelLog): number | undefined {
  if (!findPanic(log)) return undefined;
  const searched = Math.min(log.total, recordsSearched);
  for (let index = 0; index < searched; index++) {
    const found = /: setting system clock to .* UTC \((\d{1,12})\)/.exec(log.text(index) ?? '');
    if (!found) continue;
    const setAtUs = log.entry(index).timeUs;
    const lastUs = log.lastTimeUs;
    if (setAtUs === undefined || lastUs === undefined) return undefined;
    return Number(found[1]) + Math.floor((lastUs - setAtUs) / 1_000_000);
  }
  return undefined;
}
