import type { KernelLog } from '../../../core/kernel/log/log';

/** Functions that only print the trace, or that the kernel called after it had printed it. */
const printing = /^(dump_stack(_lvl)?|dump_backtrace|show_stack|v?panic)\+/;

/** `name+0x1a/0x30 [module]`, inside of an exception's registers behind `RIP: 0010:`. */
const frameLine = /^(?:RIP: 0010:| *)([\w.]+\+0x[0-9a-f]+\/0x[0-9a-f]+(?: \[\w+\])?)\s*$/;

/**
 * The functions of the last trace that the kernel itself printed when it crashed, without those it was not sure of
 * (`?`) and without those that print.
 */
export function lastCallTrace(log: KernelLog): readonly string[] {
  const lines = linesUpToTaskList(log);
  const frames = tracedFrames(lines, lines.map(isTraceStart).lastIndexOf(true));
  return frames.slice(frames.findIndex((frame) => !printing.test(frame)));
}

/** The same, with the instruction of the exception in front that x86-64 prints among the registers above. */
export function lastOops(log: KernelLog): readonly string[] {
  const lines = linesUpToTaskList(log);
  const start = lines.map(isTraceStart).lastIndexOf(true);
  const header = lines
    .slice(0, start)
    .map((line) => /^CPU: \d+ /.test(line))
    .lastIndexOf(true);
  const pc = lines
    .slice(header, start)
    .flatMap((line) => /^RIP: 0010:(\S+(?: \[\w+\])?)/.exec(line)?.[1] ?? []);
  return [...pc.slice(0, 1), ...lastCallTrace(log)];
}

/** The end of a function: no call returns there, but trampolines lie behind functions and have names of no size. */
const trampoline = /^\S+\+(0x[0-9a-f]+)\/\1$/;

/**
 * What a trace of the kernel's own means where return probes have put their trampolines on the stack: it prints those,
 * and before 5.11 does not know how to go on. What it cannot tell is taken from `ours`.
 */
export function traceBelowProbes(oops: readonly string[], ours: readonly string[]): readonly string[] {
  const start = ours.indexOf(oops[0] ?? '');
  const told = oops.map((line, index) => (trampoline.test(line) ? (ours[start + index] ?? line) : line));
  return trampoline.test(oops.at(-1) ?? '') ? [...told, ...ours.slice(start + oops.length)] : told;
}

/** A task as `panic_print=1` has the kernel print all of them. */
export interface PrintedTask {
  readonly pid: number;
  readonly comm: string;
  readonly state: string;
  readonly frames: readonly string[];
}

/** What the panicking kernel printed of its tasks, idle ones aside (sched_show_task(), kernel/sched/core.c). */
export function printedTasks(log: KernelLog): readonly PrintedTask[] {
  const lines = allLines(log);
  const panic = panicIndex(lines);
  return lines.flatMap((line, index) => {
    if (panic < 0 || index < panic) return [];
    const [, comm, state, pid] = taskLine.exec(line) ?? [];
    if (comm === undefined || state === undefined || pid === undefined) return [];
    return [{ comm, state, pid: Number(pid), frames: tracedFrames(lines, index + 1) }];
  });
}

const taskLine = /^task:(.*?) +state:(\w) .*\bpid: *(\d+) /;

const isTraceStart = (line: string): boolean => /^Call [Tt]race:/.test(line);

function tracedFrames(lines: readonly string[], start: number): readonly string[] {
  const end = lines.findIndex((line, index) => index > start && isBehindTrace(line));
  return lines.slice(start, end < 0 ? undefined : end).flatMap((line) => frameLine.exec(line)?.[1] ?? []);
}

function allLines(log: KernelLog): string[] {
  return Array.from({ length: log.total }, (_, index) => log.text(index) ?? '');
}

function panicIndex(lines: readonly string[]): number {
  return lines.findIndex((line) => line.startsWith('Kernel panic'));
}

/** The list of all tasks comes behind what the crash itself had to say. */
function linesUpToTaskList(log: KernelLog): string[] {
  const lines = allLines(log);
  const panic = panicIndex(lines);
  const list = lines.findIndex((line, index) => panic >= 0 && index > panic && taskLine.test(line));
  return list < 0 ? lines : lines.slice(0, list);
}

function isBehindTrace(line: string): boolean {
  return /^(Modules linked in|Kernel Offset|---\[ end|RIP: 0033| *<\/TASK>|task:)/.test(line);
}
