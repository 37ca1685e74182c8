import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import type { Place } from '../../core/protocol/place';
import type { PanelHost } from '../panel/panelPage';
import type { Follow } from '../panel/placeLink';
import type { StatusLine } from '../shared/statusLine';
import { copyText, type CopyForm } from './model/copyText';
import type { TaskStore } from './model/taskStore';
import type { SidePane } from './sidePane';
import { strings } from './strings';
import type { TaskList } from './taskList';
import type { TaskLoader } from './taskLoader';
import type { TasksHeader } from './tasksHeader';

/** Single keys and the commands behind them. */
export const tasksKeys: Readonly<Record<string, string>> = {
  '/': 'filter',
  Escape: 'clearFilter',
  c: 'copy',
  C: 'copyMarkdown',
  y: 'copyAddress',
  s: 'showStruct',
  k: 'locks',
  d: 'details',
};

/** What commands act on. */
export interface CommandParts {
  readonly host: Pick<PanelHost<TasksRequests>, 'ask'>;
  readonly list: TaskList;
  readonly header: TasksHeader;
  readonly loader: TaskLoader;
  readonly store: TaskStore;
  readonly side: SidePane;
  readonly status: StatusLine;
  readonly follow: Follow;
  readonly setContext: (task: string) => void;
  readonly failed: (error: unknown) => void;
}

const copies: Readonly<Record<string, CopyForm>> = {
  copy: 'ps',
  copyLastRun: 'lastRun',
  copyMarkdown: 'markdown',
  copyTsv: 'tsv',
  copyJson: 'json',
};

/** Every command of the panel by its name in the extension's table. */
export function tasksCommands(parts: CommandParts): Readonly<Record<string, () => void>> {
  const { list, header, side, follow } = parts;
  const onCurrent = (action: (task: string) => void) => () => {
    if (list.current) action(list.current.task);
  };
  const showing = (placeOf: (task: string) => Place): (() => void) =>
    onCurrent((task) => {
      follow(placeOf(task), false);
    });
  const copying = Object.entries(copies).map(
    ([name, form]) =>
      [
        name,
        () => {
          putOnClipboard(parts, listedText(parts, form));
        },
      ] as const,
  );
  return {
    ...Object.fromEntries(copying),
    copyAddress: onCurrent((task) => {
      putOnClipboard(parts, task.slice(2).padStart(16, '0'));
    }),
    filter: () => {
      header.focusFilter();
    },
    clearFilter: () => {
      list.clearFilter();
    },
    showBacktrace: showing((task) => ({ view: 'backtraces', task })),
    showStruct: showing((address) => ({ view: 'structure', type: 'struct task_struct', address })),
    setContext: onCurrent(parts.setContext),
    details: () => {
      side.toggle('details');
    },
    locks: () => {
      side.toggle('locks');
    },
  };
}

function listedText({ list, loader, store }: CommandParts, form: CopyForm): string {
  const { listed } = list;
  const isAll = loader.isWhole && listed.length === store.tasks.length;
  return copyText(listed, form, { memoryBytes: loader.memoryBytes, isAll });
}

function putOnClipboard({ host, status, failed }: CommandParts, text: string): void {
  host.ask('copyText', { text }).then(() => {
    status.showNote(strings.copied);
  }, failed);
}
