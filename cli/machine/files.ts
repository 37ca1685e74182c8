import type { VirtualAddress } from '../../core/base/address';
import { formatAddress } from '../../core/base/address';
import type { Problem } from '../../core/base/problem';
import { visibleText } from '../../core/base/visibleText';
import { pidNotFound } from '../../core/kernel/errors';
import { readTaskFiles, type OpenFile, type TaskFiles } from '../../core/kernel/files/openFiles';
import type { Kernel } from '../../core/kernel/kernel';
import type { Task } from '../../core/kernel/tasks/task';
import { readTasks } from '../../core/kernel/tasks/tasks';
import { answerOptions, printAnswer, type Answer } from '../answer';
import { parseCommandLine, requireOperands } from '../arguments';
import { textTable, type Column } from '../textTable';
import { usage, UsageError } from '../usage';

const options = { pid: { type: 'string' }, ...answerOptions } as const;

interface FilesOfTask extends Omit<TaskFiles, 'problems'> {
  readonly pid: number | undefined;
  readonly comm: string | undefined;
  readonly task: VirtualAddress;
}

/** `vmcore files`: what tasks have open, as crash's `files` prints it; without --pid of every process. */
export async function files(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.files);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.files);
  const pid = values.pid === undefined ? undefined : parsePid(values.pid);
  await printAnswer(
    path,
    values,
    (kernel) => readFiles(kernel, pid),
    (tasks) => tasks.map(taskText).join('\n'),
  );
}

function parsePid(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`“${text}” is no pid`, usage.files);
  return Number(text);
}

function readFiles({ objects }: Kernel, pid: number | undefined): Answer<readonly FilesOfTask[]> {
  const { tasks, problems } = readTasks(objects);
  const wanted = tasks.filter((task) => (pid === undefined ? isUserProcess(task) : task.pid === pid));
  if (pid !== undefined && wanted.length === 0) throw pidNotFound(pid);
  const found = wanted.map((task) => ({ task, ...readTaskFiles(task) }));
  return {
    data: found.map(({ task, root, workingDirectory, files: open }) => {
      return { pid: task.pid, comm: task.comm, task: task.address, root, workingDirectory, files: open };
    }),
    problems: [...problems, ...found.flatMap(problemsOf)],
  };
}

function problemsOf({
  task,
  problems,
}: {
  readonly task: Task;
  readonly problems: readonly Problem[];
}): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, at: `pid ${task.pid ?? '??'}` }));
}

/** Threads share what their process has open, and the kernel's own have nothing. */
function isUserProcess({ isKernelThread, pid, tgid }: Task): boolean {
  return !isKernelThread && pid === tgid && pid !== 0;
}

function taskText({ pid, comm, task, root, workingDirectory, files: open }: FilesOfTask): string {
  const heading = `PID: ${String(pid ?? '??').padEnd(6)} TASK: ${formatAddress(task)}  COMMAND: "${comm ?? '??'}"`;
  const place = `ROOT: ${root ?? '??'}    CWD: ${workingDirectory ?? '??'}`;
  const table = open.length === 0 ? 'No open files\n' : textTable(columns, open);
  return `${visibleText(heading)}\n${visibleText(place)}\n${table}`;
}

const columns: readonly Column<OpenFile>[] = [
  { title: 'FD', value: ({ descriptor }) => descriptor, align: 'right' },
  { title: 'FILE', value: ({ address }) => formatAddress(address) },
  { title: 'TYPE', value: ({ kind }) => kind ?? '-' },
  { title: 'POSITION', value: ({ position }) => position, align: 'right' },
  { title: 'PATH', value: ({ path }) => path },
];
