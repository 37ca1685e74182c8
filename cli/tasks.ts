import { visibleText } from '../core/base/visibleText';
import { readTasks } from '../core/kernel/tasks';
import { readUsableMemoryBytes } from '../core/kernel/usableMemory';
import { crashState } from '../core/protocol/crashState';
import type { TaskData } from '../core/protocol/taskData';
import { tasksData } from '../core/report/taskData';
import { parseCommandLine, requireOperands } from './arguments';
import { fileOptions, kernelFiles } from './kernelFileOptions';
import { openDumpWithTypes } from './openDumpFile';
import { writeNotice, writeOutput } from './output';
import { usage } from './usage';

const options = { ...fileOptions, json: { type: 'boolean' } } as const;

/** `vmcore tasks`: every thread, as crash's `ps` prints it. */
export async function tasks(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.tasks);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.tasks);
  const kernel = await openDumpWithTypes(path, kernelFiles(values));
  try {
    const { objects } = kernel;
    const found = readTasks(objects);
    const data = tasksData(objects, found.tasks);
    const memoryBytes = readUsableMemoryBytes(objects.memory, objects.findAddress, kernel.dump.machine);
    writeOutput(
      values.json ? `${JSON.stringify(data, undefined, 2)}\n` : tasksText(data, Number(memoryBytes)),
    );
    for (const { message, at } of [...(kernel.types?.problems ?? []), ...found.problems]) {
      writeNotice(at === undefined ? message : `${message} (${at})`);
    }
  } finally {
    kernel.dump.close();
  }
}

const heading = '      PID    PPID  CPU       TASK        ST  %MEM      VSZ      RSS  COMM\n';

/** @param memoryBytes of the machine; NaN when unknown */
function tasksText(tasks: readonly TaskData[], memoryBytes: number): string {
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
    `  ${crashState(state)}`,
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
