import { element, type Child } from '../shared/element';
import { detailCells } from './detailCells';
import { frameCells } from './frameCells';
import type { StackRow } from './model/stackRows';
import type { StackStore } from './model/stackStore';
import type { RowActions } from './rowActions';
import { strings } from './strings';
import { memberCells, namesOf, taskCells, waitingCell } from './taskCells';

/** Draws one row of the list. */
export function paintRow(row: StackRow, store: StackStore, actions: RowActions): HTMLElement {
  const expanded = 'expanded' in row ? row.expanded : undefined;
  return element(
    'div',
    {
      role: 'row',
      class: `kind-${row.kind} level-${row.level}`,
      'aria-level': String(row.level),
      ...(expanded !== undefined && { 'aria-expanded': String(expanded) }),
    },
    element('span', { role: 'gridcell' }, twisty(row.key, expanded, actions), ...cells(row, store, actions)),
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

function cells(row: StackRow, store: StackStore, actions: RowActions): readonly Child[] {
  switch (row.kind) {
    case 'task':
      return taskCells(row.task, store.stackOf(row.task), actions.follow);
    case 'group':
      return [
        element('span', { class: 'count' }, strings.times(row.group.tasks.length)),
        element('span', { class: 'column' }, row.group.states),
        waitingCell(store.stacks[row.group.stack]),
        element('span', { class: 'column note' }, namesOf(row.group.tasks)),
      ];
    case 'members':
      return memberCells(row.group.tasks, actions.follow);
    case 'frame':
      return frameCells(row, actions);
    case 'boundary':
      return [element('span', { class: 'note' }, row.frame ? strings.interrupted : strings.userMode)];
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

function switchTo(text: string, action: () => void): HTMLElement {
  const link = element('a', { class: 'place' }, text);
  link.addEventListener('click', action);
  return link;
}
