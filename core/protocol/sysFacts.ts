import type { Overview, Sourced } from './overview';

/** One line of crash's `sys` command. */
export interface Fact {
  /** crash's own label: NODENAME, RELEASE … */
  readonly label: string;
  readonly value: string;
  /** Where the value was found in the dump. */
  readonly source?: string;
}

/** What is known of the machine, in the order and with the labels of crash's `sys`; what is unknown is left out. */
export function sysFacts(overview: Overview): Fact[] {
  const { debuginfo } = overview;
  return [
    fact('KERNEL', debuginfo.kind === 'found' ? debuginfo.path : undefined),
    fact('DUMPFILE', overview.path + dumpMarks(overview)),
    sourced('CPUS', overview.cpus, String),
    sourced('DATE', overview.crashTime, formatDate),
    sourced('UPTIME', overview.uptime, formatUptime),
    fact('NODENAME', overview.hostName),
    fact('RELEASE', overview.release),
    fact('VERSION', overview.version),
    fact('MACHINE', overview.architecture),
    sourced('MEMORY', overview.memoryBytes, (bytes) => formatMemory(BigInt(bytes))),
    fact('PANIC', overview.panic && `"${overview.panic.message}"`),
  ].filter((line) => line !== undefined);
}

/** crash's own remarks behind the name of a dump file. */
function dumpMarks({ dump }: Overview): string {
  const partial = dump.dumpLevel ? '  [PARTIAL DUMP]' : '';
  return partial + (dump.complete ? '' : '  [INCOMPLETE]');
}

function fact(label: string, value: string | undefined): Fact | undefined {
  return value === undefined || value === '' ? undefined : { label, value };
}

function sourced<Value>(
  label: string,
  found: Sourced<Value> | undefined,
  format: (value: Value) => string,
): Fact | undefined {
  return found && { label, value: format(found.value), source: found.source };
}

/** As ctime() prints it, in UTC: "Sat Nov 21 07:54:21 UTC 2026"; outside the years of Date, the plain number. */
export function formatDate(secondsSince1970: number): string {
  const date = new Date(secondsSince1970 * 1000);
  if (Number.isNaN(date.getTime())) return `${secondsSince1970} s since 1970`;
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}

/** "3 days, 04:05:06"; the days are left out below one. */
export function formatUptime(seconds: number): string {
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / 86_400);
  const clock = [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return days === 0 ? clock : `${days} days, ${clock}`;
}

/** As crash writes a machine's memory: "511.5 MB", "32 GB"; powers of 1024. */
export function formatMemory(bytes: bigint): string {
  const megabytes = Number(bytes / 1024n) / 1024;
  const [amount, unit] = megabytes >= 1024 ? [megabytes / 1024, 'GB'] : [megabytes, 'MB'];
  return `${amount.toFixed(1).replace(/\.0$/, '')} ${unit}`;
}
