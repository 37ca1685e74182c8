import { errorData } from '../../core/base/errors';
import type { LogCommand, LogLink, LogPanelStart } from '../../core/protocol/logPanel';
import type { FilteredLog } from './filteredLog';
import { linkAtCursor } from './linkActions';
import type { LogView } from './logView';
import { noFilter, withTerm, type LogFilter } from './model/filterQuery';
import { exactLines } from './model/logText';
import type { LogStore } from './model/logStore';
import type { OopsSections } from './model/oopsSections';
import type { PageHost } from './pageHost';
import { asMarkdown, selectedText } from './selectedText';
import type { StatusLine } from '../shared/statusLine';
import { strings } from './strings';
import type { Toolbar } from './toolbar';

/** A message carries no more. */
const maxOopsLines = 1000;

/** What the commands work on. */
export interface LogParts {
  readonly start: LogPanelStart;
  readonly host: PageHost;
  readonly store: LogStore;
  readonly view: LogView;
  readonly log: FilteredLog;
  readonly sections: OopsSections;
  readonly toolbar: Toolbar;
  readonly status: StatusLine;
  reveal(record: number): void;
  readonly setFilter: (filter: LogFilter) => void;
  cycleTime(): void;
  toggleWordWrap(): void;
}

/** What each command does, whether a key, a button or the palette asks for it. */
export function logCommands(parts: LogParts): Readonly<Record<LogCommand, () => void>> {
  const { start, host, store, view, log, sections, toolbar, status } = parts;
  return {
    find: () => {
      trigger(view, 'actions.find');
    },
    findNext: () => {
      trigger(view, 'editor.action.nextMatchFindAction');
    },
    findPrevious: () => {
      trigger(view, 'editor.action.previousMatchFindAction');
    },
    filter: () => {
      toolbar.focusFilter();
    },
    clearFilter: () => {
      parts.setFilter({ ...noFilter, matchCase: log.filter.matchCase });
      view.editor.focus();
    },
    copy: () => {
      copy(parts, (text) => text);
    },
    copyMarkdown: () => {
      copy(parts, asMarkdown);
    },
    goToPanic: () => {
      if (start.panicRecord === undefined) status.showNote(strings.noPanic);
      else parts.reveal(start.panicRecord);
    },
    previousOops: () => {
      const here = view.currentRecord ?? store.total;
      const above = sections.find().filter(({ first }) => first < here);
      const nearest = above.at(-1);
      if (nearest) parts.reveal(nearest.first);
      else status.showNote(strings.noOops);
    },
    copyOops: () => {
      const here = view.currentRecord ?? store.total;
      const all = sections.find();
      const oops = all.find(({ first, last }) => first <= here && here <= last) ?? all.at(-1);
      if (!oops) {
        status.showNote(strings.noOopsHere);
        return;
      }
      const lines: string[] = [];
      for (let record = oops.first; record <= oops.last; record++) lines.push(...exactLines(store, record));
      reportFailure(host.request('copyOops', { lines: lines.slice(0, maxOopsLines) }), status);
      status.showNote(strings.copiedOops);
    },
    onlyCaller: () => {
      const caller = store.caller(view.currentRecord ?? 0);
      if (caller === undefined) status.showNote(strings.noCaller);
      else parts.setFilter({ ...log.filter, text: withTerm(log.filter.text, 'caller', caller) });
    },
    onlyTask: () => {
      reportFailure(showOnlyTask(parts), status);
    },
    onlyDevice: () => {
      const device = store.device(view.currentRecord ?? 0);
      if (device === undefined) status.showNote(strings.noDevice);
      else parts.setFilter({ ...log.filter, text: withTerm(log.filter.text, 'device', device) });
    },
    cycleTime: () => {
      parts.cycleTime();
    },
    toggleWordWrap: () => {
      parts.toggleWordWrap();
    },
    followLink: () => {
      const link = linkAtCursor(view);
      if (link) follow(parts, link);
      else status.showNote(strings.noLink);
    },
    openAsText: () => {
      reportFailure(host.request('openAsText', { record: view.currentRecord ?? 0 }), status);
    },
  };
}

export function follow({ host, status }: Pick<LogParts, 'host' | 'status'>, link: LogLink): void {
  reportFailure(host.request('followLink', link), status);
}

function copy({ host, store, view, status }: LogParts, format: (text: string) => string): void {
  const { text, lineCount } = selectedText(view.editor, store, view.shown);
  reportFailure(host.request('copyText', { text: format(text) }), status);
  status.showNote(strings.copied(lineCount));
}

/** What the task printed that commands mean. */
async function showOnlyTask({ host, store, log, status, setFilter }: LogParts): Promise<void> {
  const { pid } = await host.request('contextTask', null);
  if (pid === null) status.showNote(strings.noTask);
  else if (store.caller(0) === undefined) status.showNote(strings.noCaller);
  // The kernel's own name of a task that prints (CONFIG_PRINTK_CALLER): a cpu would be C0.
  else setFilter({ ...log.filter, text: withTerm(log.filter.text, 'caller', `T${pid}`) });
}

/** For requests whose answer says nothing: only a failure is shown. */
function reportFailure(request: Promise<unknown>, status: StatusLine): void {
  request.catch((error: unknown) => {
    const { message, nextStep } = errorData(error);
    status.showNote(`${message} ${nextStep}`);
  });
}

function trigger(view: LogView, action: string): void {
  view.editor.focus();
  view.editor.trigger('vmcore', action, null);
}
