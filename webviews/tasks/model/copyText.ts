import { visibleText } from '../../../core/base/visibleText';
import { crashState } from '../../../core/protocol/crashState';
import { fenced } from '../../../core/protocol/text/markdownText';
import { psHeading, psLastRunLine, psLine } from '../../../core/protocol/text/taskText';
import type { ListedTask } from './listedTask';

/** What a list of tasks can be copied as. */
export type CopyForm = 'ps' | 'lastRun' | 'markdown' | 'tsv' | 'json';

/** Longer lists of pids than this are left out of the command that the copy begins with. */
const maxNamedPids = 20;

export interface CopyScope {
  /** Of the machine, for percentages. */
  readonly memoryBytes: number | undefined;
  /** Whether these are all tasks there are. */
  readonly isAll: boolean;
}

export function copyText(tasks: readonly ListedTask[], form: CopyForm, scope: CopyScope): string {
  switch (form) {
    case 'ps':
      return psText(tasks, scope);
    case 'lastRun':
      return promptLine('ps -m', tasks, scope) + tasks.map(psLastRunLine).join('');
    case 'markdown':
      return fenced(psText(tasks, scope));
    case 'tsv':
      return tabSeparated(tasks);
    case 'json':
      return `${JSON.stringify(tasks, undefined, 2)}\n`;
  }
}

function psText(tasks: readonly ListedTask[], scope: CopyScope): string {
  const lines = tasks.map((task) => psLine(task, scope.memoryBytes));
  return promptLine('ps', tasks, scope) + psHeading + lines.join('');
}

/** What a person would type into crash for the same tasks, as long as they can be named on a line. */
function promptLine(command: string, tasks: readonly ListedTask[], { isAll }: CopyScope): string {
  const pids = new Set(tasks.map(({ pid }) => pid));
  const canName = !isAll && pids.size <= maxNamedPids && !pids.has(null);
  return `crash> ${[command, ...(canName ? pids : [])].join(' ')}\n`;
}

const headings = 'PID\tTGID\tPPID\tST\tCPU\tRSS\tVSZ\tRUN_MS\tRAN_MS\tWCHAN\tTASK\tCOMM\n';

/** What the dump does not tell is an empty cell. */
function tabSeparated(tasks: readonly ListedTask[]): string {
  const lines = tasks.map((each) =>
    [
      each.pid,
      each.tgid,
      each.ppid,
      each.state && crashState(each.state),
      each.cpu,
      each.residentBytes,
      each.virtualBytes,
      each.runMs,
      each.sinceRunMs,
      each.waitChannel,
      each.task.slice(2).padStart(16, '0'),
      // A tab or a line feed in a name would make two cells, or two lines, of one.
      visibleText(each.comm?.replace(/[\t\n]/g, ' ') ?? ''),
    ]
      .map((cell) => cell ?? '')
      .join('\t'),
  );
  return `${headings}${lines.join('\n')}\n`;
}
