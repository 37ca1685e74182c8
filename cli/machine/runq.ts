import { formatAddress } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import { readCpuQueues, type CpuQueue, type QueuedTask } from '../../core/kernel/tasks/queuedTasks';
import { answering } from '../answer';
import { usage } from '../usage';

/** `vmcore runq`: who ran on each cpu and who waited for it, as crash's `runq` prints it. */
export const runq = answering(
  usage.runq,
  ({ objects }) => {
    const { entries: data, problems } = readCpuQueues(objects);
    return { data, problems };
  },
  (queues) => queues.map(queueText).join('\n'),
);

function queueText({ cpu, address, current, deadline, realTime, fair }: CpuQueue): string {
  const deadlines = deadline.length > 0 ? ['  DEADLINE:', ...taskLines(deadline)] : [];
  return [
    `CPU ${cpu} RUNQUEUE: ${formatAddress(address)}`,
    `  CURRENT: ${current ? taskText(current) : '??'}`,
    ...deadlines,
    '  RT:',
    ...taskLines(realTime),
    '  CFS:',
    ...taskLines(fair),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function taskLines(tasks: readonly QueuedTask[]): readonly string[] {
  if (tasks.length === 0) return ['     [no tasks queued]'];
  return tasks.map((task) => `     [${String(task.priority).padStart(3)}] ${taskText(task)}`);
}

function taskText({ pid, task, comm }: QueuedTask): string {
  return `PID: ${String(pid).padEnd(6)} TASK: ${formatAddress(task)}  COMMAND: "${visibleText(comm)}"`;
}
