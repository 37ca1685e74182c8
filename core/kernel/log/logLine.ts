/** What a line of log text says beside its text. */
export interface LogLine {
  /** Of a `<6>` prefix. */
  readonly level?: number;
  readonly facility?: number;
  /** Since boot, whole microseconds. */
  readonly timeUs?: number;
  /** "T1234" or "C2". */
  readonly caller?: string;
  readonly text: string;
}

const priorityPattern = /^<(\d{1,3})>/;
const timePattern = /^\[ *(\d{1,12})\.(\d{6})\] ?/;
const callerPattern = /^\[ *([TC]\d{1,10})\] ?/;
/** `Nov 21 07:55:56 host kernel: `, and the ISO form of journalctl -o short-iso. */
const journalPattern =
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.,:+-]*Z?) \S+ kernel: /;

/** Understands dmesg, vmcore-dmesg, makedumpfile, crash, `dmesg -r` and the kernel lines of a journal. */
export function parseLogLine(line: string): LogLine {
  let rest = line.replace(journalPattern, '');
  const priority = priorityPattern.exec(rest);
  if (priority) rest = rest.slice(priority[0].length);
  const time = timePattern.exec(rest);
  if (time) rest = rest.slice(time[0].length);
  const caller = time ? callerPattern.exec(rest) : null;
  if (caller) rest = rest.slice(caller[0].length);
  const number = Number(priority?.[1]);
  return {
    ...(priority && { level: number & 7, facility: number >> 3 }),
    ...(time && { timeUs: Number(time[1]) * 1_000_000 + Number(time[2]) }),
    ...(caller && { caller: caller[1] ?? '' }),
    text: rest,
  };
}
