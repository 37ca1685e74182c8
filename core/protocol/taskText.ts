import { visibleText } from '../base/visibleText';
import type { TaskData } from './taskData';

/** crash's two letters for the kernel's one. */
const stateLetters: Readonly<Record<string, string>> = {
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

const heading = '      PID    PPID  CPU       TASK        ST  %MEM      VSZ      RSS  COMM\n';

/**
 * As crash's `ps` prints them.
 * @param memoryBytes of the machine; NaN when unknown
 */
export function tasksText(tasks: readonly TaskData[], memoryBytes: number): string {
  return heading + tasks.map((task) => taskLine(task, memoryBytes)).join('');
}

function taskLine(task: TaskData, memoryBytes: number): string {
  const { pid, ppid, cpu, state, residentBytes, virtualBytes } = task;
  const percent = ((residentBytes ?? NaN) / memoryBytes) * 100;
  const columns = [
    task.onCpu ? '>' : ' ',
    cell(pid, 8),
    cell(ppid, 8),
    cell(cpu, 4),
    `  ${task.task.slice(2).padStart(16, '0')}`,
    `  ${(state && stateLetters[state]) ?? '??'}`,
    cell(Number.isFinite(percent) ? percent.toFixed(1) : undefined, 6),
    cell(kibibytes(virtualBytes), 9),
    cell(kibibytes(residentBytes), 9),
    `  ${commText(task)}`,
  ];
  return `${columns.join('')}\n`;
}

function kibibytes(sizeBytes: number | undefined): number | undefined {
  return sizeBytes === undefined ? undefined : Math.floor(sizeBytes / 1024);
}

function cell(value: number | string | undefined, width: number): string {
  return String(value ?? '??').padStart(width);
}

/** A kernel thread stands in brackets. */
function commText({ comm, kernelThread }: TaskData): string {
  const text = visibleText(comm ?? '??');
  return kernelThread ? `[${text}]` : text;
}
