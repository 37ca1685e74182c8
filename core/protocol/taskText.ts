import { visibleText } from '../base/visibleText';
import type { TaskRow } from './taskTable';

/** crash's two letters for the kernel's one (task_state_string() of its task.c). */
const crashStates: Readonly<Record<string, string>> = {
  R: 'RU',
  S: 'IN',
  D: 'UN',
  T: 'ST',
  t: 'TR',
  X: 'DE',
  Z: 'ZO',
  P: 'PA',
  I: 'ID',
};

const unknown = '??';

/** What a task is called that the dump does not name. */
export function commText(comm: string | null | undefined): string {
  return visibleText(comm ?? unknown);
}

/** `RU`, `UN`: as crash's users know a state. */
export function crashState(letter: string | null | undefined): string {
  return (letter && crashStates[letter]) ?? unknown;
}

/** The line above crash's `ps`. */
export const psHeading = '      PID    PPID  CPU       TASK        ST  %MEM      VSZ      RSS  COMM\n';

type PsRow = Pick<
  TaskRow,
  | 'task'
  | 'pid'
  | 'ppid'
  | 'comm'
  | 'state'
  | 'cpu'
  | 'role'
  | 'kernelThread'
  | 'residentBytes'
  | 'virtualBytes'
>;

/**
 * As crash's `ps` prints a task.
 * @param memoryBytes of the machine; undefined when unknown
 */
export function psLine(row: PsRow, memoryBytes: number | undefined): string {
  const percent = memoryPercent(row.residentBytes, memoryBytes);
  const columns = [
    row.role === null ? ' ' : '>',
    cell(row.pid, 8),
    cell(row.ppid, 8),
    cell(row.cpu, 4),
    `  ${addressDigits(row.task)}`,
    `  ${crashState(row.state)}`,
    cell(percent?.toFixed(1), 6),
    cell(kibibytes(row.virtualBytes), 9),
    cell(kibibytes(row.residentBytes), 9),
    `  ${row.kernelThread ? `[${commText(row.comm)}]` : commText(row.comm)}`,
  ];
  return `${columns.join('')}\n`;
}

/** As crash's `ps -m` prints a task. */
export function psLastRunLine({ task, pid, comm, state, cpu, sinceRunMs }: TaskRow): string {
  const columns = [
    `PID: ${String(pid ?? unknown).padEnd(7)}`,
    `TASK: ${addressDigits(task)}`,
    `CPU: ${String(cpu ?? unknown).padEnd(3)}`,
    `COMMAND: "${commText(comm)}"`,
  ];
  return `[${durationText(sinceRunMs)}] [${crashState(state)}]  ${columns.join('  ')}\n`;
}

/** In hundredths of the machine's memory. */
export function memoryPercent(
  residentBytes: number | null,
  memoryBytes: number | undefined,
): number | undefined {
  if (residentBytes === null || memoryBytes === undefined || !(memoryBytes > 0)) return undefined;
  return (residentBytes / memoryBytes) * 100;
}

/** `0 00:02:11.042`: days, hours, minutes, seconds, as crash prints it. */
export function durationText(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return unknown;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const seconds = ms / 1000;
  const clock = [(seconds / 3600) % 24, (seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${Math.floor(seconds / 86_400)} ${clock}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
}

function kibibytes(sizeBytes: number | null): number | undefined {
  return sizeBytes === null ? undefined : Math.floor(sizeBytes / 1024);
}

function addressDigits(hex: string): string {
  return hex.slice(2).padStart(16, '0');
}

function cell(value: number | string | null | undefined, width: number): string {
  return String(value ?? unknown).padStart(width);
}
