import type { LogTexts } from './log/logTexts';

/** The line of the log that says why the machine went down. */
export interface PanicLine {
  readonly message: string;
  readonly logIndex: number;
}

/** `Kernel panic - not syncing: …`, but not the line that ends it. */
const panicPattern = /(?<!end )Kernel panic - not syncing: ?(.*)/;

/**
 * How an oops begins, the telling lines first: of the lines of one oops the earliest row wins. From
 * drivers/tty/sysrq.c, lib/bug.c, mm/kasan, arch/x86/mm/fault.c, arch/arm64/mm/fault.c, arch/x86/kernel/traps.c and
 * die() of both, old and new.
 */
const oopsLines: readonly RegExp[] = [
  /^(sysrq: )?(SysRq : )?Trigger a crash/i,
  /^kernel BUG at |^BUG: (KASAN|KFENCE|KCSAN): /,
  /^BUG: (unable to handle|kernel NULL pointer|stack guard page|TASK stack guard|IRQ stack)/,
  /^Unable to handle kernel |^Kernel attempted to /,
  /^(traps: )?PANIC: double fault|^(Oops: )?general protection fault/,
  /^Kernel stack overflow|^Insufficient stack space|^Bad mode in /,
  /^(Internal error|Oops): .*\[#\d+\]|: [0-9a-f]{4,16} \[#\d+\]/,
];
const softLockup = /BUG: soft lockup - CPU#/;
const hardLockup = /Watchdog detected hard LOCKUP/i;
const rcuStall = /\bINFO: rcu\w* (self-)?detected (expedited )?stall/;
const oops = union(oopsLines);

/** Panics that only follow from something else, which says more. */
const consequences: readonly { readonly reason: RegExp; readonly cause: RegExp }[] = [
  { reason: /Fatal exception|Aiee, killing|Attempted to kill/, cause: oops },
  { reason: /panic_on_warn/, cause: union([/^WARNING: /, /^UBSAN: /, ...oopsLines]) },
  { reason: /kasan\.fault=/, cause: /^BUG: KASAN: / },
  { reason: /softlockup: hung tasks/, cause: softLockup },
  { reason: /hung_task: blocked tasks/, cause: /^INFO: task .* blocked (for more than|in I\/O wait)/ },
  { reason: /hard lockup/i, cause: hardLockup },
  { reason: /RCU Stall/i, cause: rcuStall },
  { reason: /machine check/i, cause: /\[Hardware Error\]: .*Machine Check/i },
];

/** Kexec on an oops, and a hypervisor's dump of a hung machine, leave no panic line: these are the reason then. */
const causesWithoutPanic = union([...oopsLines, softLockup, hardLockup, rcuStall]);

/** An oops with registers, code and modules; a lockup prints the tasks of every cpu between its line and the panic. */
const recordsUpToCause = 400;
/** The lines that one oops begins with stand this near to each other (arm64 prints "Mem abort info" between). */
const recordsOfBeginning = 16;
/** Without a panic line only a recent oops can be the reason. */
const recordsSearched = 20_000;

/** Undefined when the log does not speak of a crash: the dump of a machine that ran. */
export function findPanic(log: LogTexts): PanicLine | undefined {
  const panic = findPanicRecord(log);
  if (panic) return findCauseOf(log, panic);
  const cause = findBackwards(log, log.total - 1, log.total - recordsSearched, causesWithoutPanic);
  return cause && tellingLine(log, cause);
}

/** The kernel's own last word, `Kernel panic - not syncing: …`, even where it only follows from something else. */
export function findPanicCall(log: LogTexts): PanicLine | undefined {
  const panic = findPanicRecord(log);
  const message = panic && panicPattern.exec(panic.message)?.[0];
  return panic && message !== undefined ? { message, logIndex: panic.logIndex } : undefined;
}

function findPanicRecord(log: LogTexts): PanicLine | undefined {
  return findBackwards(log, log.total - 1, log.total - recordsSearched, panicPattern);
}

/** The panic's own line, unless it only says that something else was fatal. */
function findCauseOf(log: LogTexts, panic: PanicLine): PanicLine {
  const message = panicPattern.exec(panic.message)?.[0] ?? panic.message;
  const reason = consequences.find((consequence) => consequence.reason.test(message));
  const oldest = panic.logIndex - recordsUpToCause;
  const cause = reason && findBackwards(log, panic.logIndex - 1, oldest, reason.cause);
  return cause ? tellingLine(log, cause) : { message, logIndex: panic.logIndex };
}

/** Of the lines that the same oops begins with, the one that says most. */
function tellingLine(log: LogTexts, found: PanicLine): PanicLine {
  let best = found;
  for (let index = found.logIndex - 1; index >= found.logIndex - recordsOfBeginning && index >= 0; index--) {
    const message = firstLine(log, index);
    if (/---\[ end (trace|Kernel panic)/.test(message)) break;
    if (rowOf(message) < rowOf(best.message)) best = { message, logIndex: index };
  }
  return best;
}

function rowOf(message: string): number {
  const row = oopsLines.findIndex((pattern) => pattern.test(message));
  return row < 0 ? oopsLines.length : row;
}

/** The newest record not older than `oldest` whose first line matches. */
function findBackwards(
  log: LogTexts,
  newest: number,
  oldest: number,
  pattern: RegExp,
): PanicLine | undefined {
  for (let index = newest; index >= oldest && index >= 0; index--) {
    const message = firstLine(log, index);
    if (pattern.test(message)) return { message, logIndex: index };
  }
  return undefined;
}

function firstLine(log: LogTexts, index: number): string {
  return log.text(index)?.split('\n', 1)[0]?.trimEnd() ?? '';
}

function union(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), 'i');
}
