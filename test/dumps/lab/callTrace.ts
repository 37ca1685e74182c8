import type { KernelLog } from '../../../core/kernel/log';

/** Functions that only print the trace, or that the kernel called after it had printed it. */
const printing = /^(dump_stack(_lvl)?|dump_backtrace|show_stack|v?panic)\+/;

/** `name+0x1a/0x30 [module]`, inside of an exception's registers behind `RIP: 0010:`. */
const frameLine = /^(?:RIP: 0010:| *)([\w.]+\+0x[0-9a-f]+\/0x[0-9a-f]+(?: \[\w+\])?)\s*$/;

/**
 * The functions of the last trace that the kernel itself printed when it crashed, without those it was not sure of
 * (`?`) and without those that print.
 */
export function lastCallTrace(log: KernelLog): readonly string[] {
  const lines = Array.from({ length: log.total }, (_, index) => log.text(index) ?? '');
  const start = lines.map((line) => /^Call [Tt]race:/.test(line)).lastIndexOf(true);
  const end = lines.findIndex((line, index) => index > start && isBehindTrace(line));
  const frames = lines
    .slice(start, end < 0 ? undefined : end)
    .flatMap((line) => frameLine.exec(line)?.[1] ?? []);
  return frames.slice(frames.findIndex((frame) => !printing.test(frame)));
}

function isBehindTrace(line: string): boolean {
  return /^(Modules linked in|Kernel Offset|---\[ end|RIP: 0033| *<\/TASK>)/.test(line);
}
