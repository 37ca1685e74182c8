import type { CrashStacks } from '../../core/protocol/crashStacks';
import { rows, section } from './section';
import { strings } from './strings';

/** What each cpu was executing; the one that crashed is marked. */
export function cpusSection({ cpus, crashing }: CrashStacks): HTMLElement {
  return section(
    'cpus',
    strings.cpus,
    rows(
      cpus.map((task) => ({
        label: strings.cpu(task.cpu),
        value: strings.task(task, task.task === crashing?.task),
        code: true,
        hint: task.task,
      })),
    ),
  );
}
