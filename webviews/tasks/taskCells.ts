import { crashState } from '../../core/protocol/crashState';
import { commText, durationText, memoryPercent } from '../../core/protocol/text/taskText';
import { icon } from '../shared/icon';
import { element } from '../shared/element';
import { shortDuration } from './durations';
import type { ListedTask } from './model/listedTask';
import type { ColumnId } from './model/taskOrder';
import { strings } from './strings';

/** What cells need beside their task. */
export interface CellScope {
  /** Of the machine, for percentages. */
  readonly memoryBytes: number | undefined;
  /** The longest time since any listed task ran: the whole length of the bars. */
  readonly longestSinceRunMs: number;
  /** Address of the task that commands mean. */
  readonly context: string | undefined;
}

/** The cell of one column, its class being the column's id. */
export function taskCell(id: ColumnId, task: ListedTask, scope: CellScope): HTMLElement {
  const cell = element('span', { role: 'gridcell', class: `cell ${id}` });
  cell.append(...contents[id](task, scope));
  return cell;
}

type Contents = (task: ListedTask, scope: CellScope) => readonly (Node | string)[];

const contents: Readonly<Record<ColumnId, Contents>> = {
  pid: ({ task, pid, role, cpu }, { context }) => [
    element(
      'span',
      { class: 'mark' },
      task === context ? element('span', { title: strings.context }, icon('target')) : undefined,
      role === null ? undefined : element('span', { title: strings.onCpu(cpu) }, '>'),
    ),
    ...known(pid),
  ],
  tgid: ({ tgid }) => known(tgid),
  ppid: ({ ppid }) => known(ppid),
  state: ({ state }) => known(state && crashState(state)),
  cpu: ({ cpu }) => known(cpu),
  memory: ({ residentBytes }, { memoryBytes }) =>
    known(memoryPercent(residentBytes, memoryBytes)?.toFixed(1)),
  rss: ({ residentBytes }) => kibibytes(residentBytes),
  vsz: ({ virtualBytes }) => kibibytes(virtualBytes),
  run: ({ runMs }) => duration(runMs),
  ran: ({ sinceRunMs }, { longestSinceRunMs }) => [
    ...ageBar(sinceRunMs, longestSinceRunMs),
    ...duration(sinceRunMs),
  ],
  wchan: ({ waitChannel, role, cpu }) => {
    if (role === 'crashing') return [element('span', { class: 'bad' }, strings.crashing)];
    if (role === 'on-cpu') return [element('span', { class: 'note' }, strings.runs(cpu))];
    if (waitChannel === undefined) return [element('span', { class: 'absent' }, strings.pending)];
    return [element('span', { title: waitChannel ?? '' }, waitChannel ?? '')];
  },
  comm: ({ comm, kernelThread }) => [
    element('span', {}, kernelThread ? `[${commText(comm)}]` : commText(comm)),
  ],
};

function known(value: number | string | null | undefined): readonly (Node | string)[] {
  return value === null || value === undefined
    ? [element('span', { class: 'absent' }, strings.unknown)]
    : [String(value)];
}

/** As crash's ps counts. */
function kibibytes(sizeBytes: number | null): readonly (Node | string)[] {
  return known(sizeBytes === null ? null : Math.floor(sizeBytes / 1024));
}

function duration(ms: number | null): readonly (Node | string)[] {
  return ms === null ? known(null) : [element('span', { title: durationText(ms) }, shortDuration(ms))];
}

/** On a logarithmic scale: most tasks slept for moments, and those that did for hours are the ones to see. */
function ageBar(ms: number | null, longestMs: number): readonly Node[] {
  if (ms === null || ms < 1000 || longestMs < 1000) return [];
  const bar = element('span', { class: 'age-bar', 'aria-hidden': 'true' });
  bar.style.width = `${Math.round((Math.log(ms / 500) / Math.log(longestMs / 500)) * 100)}%`;
  return [bar];
}
