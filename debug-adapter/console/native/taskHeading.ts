import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import type { Task } from '../../../core/kernel/tasks/task';

/** The line that crash puts before what it tells of a task. */
export function taskHeading({ pid, address, cpu, comm }: Task): string {
  const columns = [
    `PID: ${String(pid ?? '??').padEnd(7)}`,
    `TASK: ${formatAddress(address)}`,
    `CPU: ${String(cpu ?? '??').padEnd(3)}`,
    `COMMAND: "${visibleText(comm ?? '??')}"`,
  ];
  return `${columns.join('  ')}\n`;
}
