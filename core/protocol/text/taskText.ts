import { visibleText } from '../../base/visibleText';
import { crashState } from '../crashState';
import type { TaskData } from '../taskData';
import type { TaskRow } from '../taskTable';

const unknown = '??';

/** What a task is called that the dump does not name. */
export function commText(comm: string | null | undefined): string {
  return visibleText(comm ?? unknown);
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

/** All of crash's `ps`. @param memoryBytes of the machine; undefined when unknown */
export function tasksText(tasks: readonly TaskData[], memoryBytes: number | undefined): string {
  return psHeading + tasks.map((task) => psLine(psRow(task), memoryBytes)).join('');
}

function psRow(task: TaskData): PsRow {
  const { pid = null, ppid = null, comm = null, state = null, cpu = null } = task;
  const { residentBytes = null, virtualBytes = null, kernelThread, onCpu } = task;
  const role = onCpu ? 'on-cpu' : null;
  return { task: task.task, pid, ppid, comm, state, cpu, role, kernelThread, residentBytes, virtualBytes };
}
