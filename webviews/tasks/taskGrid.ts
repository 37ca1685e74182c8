import { element } from '../shared/element';
import { VirtualRows } from '../panel/virtualRows';
import { ColumnHeader } from './columnHeader';
import type { ListedTask } from './model/listedTask';
import { columnIds, type ColumnId, type TaskOrder } from './model/taskOrder';
import { strings } from './strings';
import { taskCell, type CellScope } from './taskCells';

const rowHeightPx = 22;

export interface GridActions {
  sort(column: ColumnId): void;
  /** Enter or a double click. */
  open(task: ListedTask, beside: boolean): void;
  /** Shift+Enter. */
  setContext(task: ListedTask): void;
  /** Another task has become the current one. */
  moved(task: ListedTask | undefined): void;
}

/** The listed tasks, a row each. */
export class TaskGrid {
  readonly root: HTMLElement;
  private scope: CellScope = { memoryBytes: undefined, longestSinceRunMs: 0, context: undefined };
  private readonly header: ColumnHeader;
  private readonly rows: VirtualRows;
  private tasks: readonly ListedTask[] = [];

  constructor(actions: GridActions) {
    this.header = new ColumnHeader((column) => {
      actions.sort(column);
    });
    this.rows = new VirtualRows({
      role: 'grid',
      label: strings.listLabel,
      rowHeightPx,
      header: this.header.root,
      render: (index) => this.render(index),
      open: (index, beside) => {
        const task = this.tasks[index];
        if (task) actions.open(task, beside);
      },
      key: ({ key, shiftKey }, index) => {
        const task = this.tasks[index];
        if (key !== 'Enter' || !shiftKey || !task) return false;
        actions.setContext(task);
        return true;
      },
      moved: (index) => {
        actions.moved(this.tasks[index]);
      },
    });
    this.root = this.rows.root;
    this.root.setAttribute('aria-colcount', String(columnIds.length));
  }

  get current(): ListedTask | undefined {
    return this.tasks[this.rows.active];
  }

  /** Shows these instead; the list stays where it is. */
  show(
    tasks: readonly ListedTask[],
    order: TaskOrder | undefined,
    known: Pick<CellScope, 'memoryBytes' | 'context'>,
  ): void {
    this.tasks = tasks;
    const longestSinceRunMs = tasks.reduce(
      (longest, { sinceRunMs }) => Math.max(longest, sinceRunMs ?? 0),
      0,
    );
    this.scope = { ...known, longestSinceRunMs };
    this.header.show(order);
    this.rows.count = tasks.length;
  }

  /** Makes the task the current one and brings it into sight; false where it is not listed. */
  reveal(address: string): boolean {
    const index = this.tasks.findIndex(({ task }) => task === address);
    if (index >= 0) this.rows.moveTo(index);
    return index >= 0;
  }

  scrollToTop(): void {
    this.rows.first = 0;
  }

  focus(): void {
    this.root.focus();
  }

  private render(index: number): HTMLElement {
    const row = element('div', { role: 'row', 'data-vscode-context': '{"webviewSection":"task"}' });
    const task = this.tasks[index];
    if (task) row.append(...columnIds.map((id) => taskCell(id, task, this.scope)));
    return row;
  }
}
