import type { CpuTask, CrashStacks } from '../../core/protocol/crashStacks';
import { problemList } from './problemList';
import { rows, section, type Row } from './section';
import { strings } from './strings';

/** Leads to a task's stack among all, by the address of its task_struct. */
export type ShowStack = (task: string, beside: boolean) => void;

/**
 * What each cpu was executing, the one that crashed marked, and what of the tasks could not be read. Nothing where
 * the stack's section says it all.
 */
export function cpusSection(
  { cpus, crashing, problems }: CrashStacks,
  show: ShowStack,
): HTMLElement | undefined {
  const untold = crashing ? problems : problems.slice(1);
  if (cpus.length <= 1 && untold.length === 0) return undefined;
  const list = cpus.length > 0 ? rows(cpus.map((task) => cpuRow(task, crashing?.task, show))) : undefined;
  return section('cpus', strings.cpus, list, problemList(untold));
}

function cpuRow(task: CpuTask, crashing: string | undefined, show: ShowStack): Row {
  return {
    label: strings.cpu(task.cpu),
    value: strings.task(task, task.task === crashing),
    code: true,
    hint: task.task,
    open: (beside) => {
      show(task.task, beside);
    },
  };
}
