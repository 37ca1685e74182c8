import type { StatusLine } from '../shared/statusLine';
import type { BacktracesHeader } from './backtracesHeader';
import type { Choices } from './model/choices';
import { scopes, type Scope } from './model/scopes';
import type { PictureView } from './pictureView';
import type { RowActions } from './rowActions';
import { copyCommands, type StackCopies } from './stackCopies';
import type { StackFinder } from './stackFinder';
import type { StackList } from './stackList';
import type { StackScreen } from './stackScreen';
import { strings } from './strings';

/** What commands act on. */
export interface CommandParts {
  readonly choices: Choices;
  readonly screen: StackScreen;
  readonly header: BacktracesHeader;
  readonly list: StackList;
  readonly rows: RowActions;
  readonly picture: PictureView;
  readonly finder: StackFinder;
  readonly copies: StackCopies;
  readonly status: StatusLine;
  readonly failed: (error: unknown) => void;
}

/** Single keys and the commands behind them. */
export const stackKeys: Readonly<Record<string, string>> = {
  ...Object.fromEntries(scopes.map((scope, index) => [String(index + 1), scope])),
  '/': 'filter',
  Escape: 'clearFilter',
  n: 'findNext',
  N: 'findPrevious',
  h: 'toggleIdle',
  e: 'toggleScheduler',
  i: 'invert',
  f: 'focusFunction',
  c: 'copy',
  C: 'copyMarkdown',
  y: 'copyAddress',
};

/** Every command of the panel by its name in the extension's table. */
export function stackCommands(parts: CommandParts): Readonly<Record<string, () => void>> {
  const { choices, screen, header, list, rows, finder } = parts;
  const onCurrent = (action: (row: NonNullable<StackList['current']>) => void) => () => {
    if (list.current) action(list.current);
  };
  const changing = (how: () => void) => () => {
    screen.change(how);
  };
  return {
    ...Object.fromEntries(
      scopes.map((scope) => [
        scope,
        () => {
          choose(parts, scope);
        },
      ]),
    ),
    ...Object.fromEntries(
      copyCommands.map((name) => [
        name,
        () => {
          copy(parts, name);
        },
      ]),
    ),
    filter: () => {
      header.focusFilter();
    },
    clearFilter: () => {
      if (!finder.close()) screen.change(() => (choices.filterText = ''));
      screen.focus();
    },
    find: () => {
      finder.open();
    },
    findNext: () => {
      finder.step(1);
    },
    findPrevious: () => {
      finder.step(-1);
    },
    toggleIdle: changing(() => (choices.showIdle = !choices.showIdle)),
    toggleScheduler: changing(() => (choices.showScheduler = !choices.showScheduler)),
    invert: changing(() => (choices.isInverted = !choices.isInverted)),
    focusFunction: () => {
      focusFunction(parts);
    },
    open: onCurrent((row) => {
      rows.open(row, false);
    }),
    openToSide: onCurrent((row) => {
      rows.open(row, true);
    }),
    expand: onCurrent((row) => {
      rows.expand(row);
    }),
    setContext: onCurrent((row) => {
      rows.setContext(row);
    }),
    showLocks: onCurrent((row) => {
      if (!rows.showLocks(row)) parts.status.showNote(strings.noWait);
    }),
  };
}

function choose({ choices, screen }: CommandParts, scope: Scope): void {
  screen.change(() => (choices.scope = scope));
  screen.draw();
  screen.focus();
}

function copy(
  { copies, list, screen, status, failed }: CommandParts,
  command: (typeof copyCommands)[number],
): void {
  copies.copy(command, list.current, screen.tasks).then((isCopied) => {
    status.showNote(isCopied ? strings.copied : strings.nothingToCopy);
  }, failed);
}

/** Draws the picture around the function that is current in it, or around none again. */
function focusFunction({ choices, picture, screen, status }: CommandParts): void {
  const name = choices.focusFunction === undefined ? picture.currentFunction?.name : undefined;
  if (name === undefined && choices.focusFunction === undefined) status.showNote(strings.noFunction);
  else screen.change(() => (choices.focusFunction = name));
}
