import { icon } from '../shared/icon';
import { element, type Child } from '../shared/element';
import { detailCells } from './detailCells';
import { frameCells } from './frameCells';
import type { StackRow } from './model/stackRow';
import type { StackStore } from './model/stackStore';
import type { RowActions } from './rowActions';
import { strings } from './strings';
import type { StackFinder } from './stackFinder';
import type { BacktracesHost } from './surveyLoader';
import { memberCells, namesOf, taskCells, waitingCells } from './taskCells';

/** What rows are drawn with. */
export interface RowScope {
  readonly store: StackStore;
  readonly rows: RowActions;
  readonly finder: Pick<StackFinder, 'isHit'>;
  readonly host: Pick<BacktracesHost, 'context'>;
}

/** Draws one row of the list. */
export function paintRow(row: StackRow, scope: RowScope): HTMLElement {
  const expanded = 'expanded' in row ? row.expanded : undefined;
  return element(
    'div',
    {
      role: 'row',
      class: `kind-${row.kind} level-${row.level}${scope.finder.isHit(row.key) ? ' hit' : ''}`,
      'aria-level': String(row.level),
      ...(expanded !== undefined && { 'aria-expanded': String(expanded) }),
    },
    element('span', { role: 'gridcell' }, twisty(row.key, expanded, scope.rows), ...cells(row, scope)),
  );
}

function twisty(key: string, expanded: boolean | undefined, actions: RowActions): HTMLElement {
  const sign = expanded === undefined ? '' : expanded ? '▾' : '▸';
  const created = element('span', { class: 'twisty', 'aria-hidden': 'true' }, sign);
  if (expanded !== undefined) {
    created.addEventListener('click', () => {
      actions.toggle(key);
    });
  }
  return created;
}

function cells(row: StackRow, { store, rows: actions, host }: RowScope): readonly Child[] {
  switch (row.kind) {
    case 'task':
      return [
        ...(host.context.chosen !== undefined && host.context.chosen === row.task.task
          ? [contextMark()]
          : []),
        ...taskCells(row.task, store.stackOf(row.task), actions.follow),
      ];
    case 'group':
      return [
        element('span', { class: 'count' }, strings.times(row.group.tasks.length)),
        element('span', { class: 'column' }, row.group.states),
        ...waitingCells(row.group.tasks[0], store.stacks[row.group.stack], actions.follow),
        element('span', { class: 'column note' }, namesOf(row.group.tasks)),
      ];
    case 'members':
      return memberCells(row.group.tasks, actions.follow);
    case 'frame':
      return frameCells(row, store.stackOf(row.owner), actions);
    case 'boundary':
      return [element('span', { class: 'note' }, strings.interrupted)];
    case 'user-mode':
      return [element('span', { class: 'note' }, strings.userMode)];
    case 'folded':
      return [
        switchTo(strings.folded(row.count), () => {
          actions.run('toggleScheduler');
        }),
      ];
    case 'hidden':
      return [
        switchTo(strings.hidden(row.count), () => {
          actions.run('toggleIdle');
        }),
      ];
    case 'cut':
      return [element('span', { class: 'absent' }, row.message)];
    case 'detail':
      return detailCells(row.detail, actions.follow);
  }
}

function contextMark(): HTMLElement {
  return element(
    'span',
    { class: 'context-mark', title: strings.contextHint, 'aria-label': strings.context },
    icon('target'),
    ' ',
  );
}

function switchTo(text: string, action: () => void): HTMLElement {
  const link = element('a', { class: 'place' }, text);
  link.addEventListener('click', action);
  return link;
}
