import { element } from '../shared/element';
import { columnIds, type ColumnId, type TaskOrder } from './model/taskOrder';
import { strings } from './strings';

/** The names of the columns: one Tab stop, arrows rove, Enter, Space or a click sorts. */
export class ColumnHeader {
  readonly root = element('div', { class: 'columns', role: 'row', 'aria-rowindex': '1' });
  private readonly cells: readonly HTMLElement[];

  constructor(sort: (column: ColumnId) => void) {
    this.cells = columnIds.map((id, index) => {
      const [label, hint] = strings.columns[id];
      const cell = element(
        'span',
        { class: `cell ${id}`, role: 'columnheader', tabindex: index === 0 ? '0' : '-1', title: hint },
        label,
      );
      cell.addEventListener('click', () => {
        sort(id);
      });
      cell.addEventListener('keydown', (event) => {
        if (this.handleKey(event, index, sort)) event.preventDefault();
      });
      return cell;
    });
    this.root.append(...this.cells);
    this.show(undefined);
  }

  show(order: TaskOrder | undefined): void {
    columnIds.forEach((id, index) => {
      const cell = this.cells[index];
      if (order?.column !== id) cell?.setAttribute('aria-sort', 'none');
      else cell?.setAttribute('aria-sort', order.descending ? 'descending' : 'ascending');
    });
  }

  private handleKey({ key }: KeyboardEvent, index: number, sort: (column: ColumnId) => void): boolean {
    const id = columnIds[index];
    if ((key === 'Enter' || key === ' ') && id) sort(id);
    else if (key === 'ArrowLeft') this.focus(Math.max(0, index - 1));
    else if (key === 'ArrowRight') this.focus(Math.min(this.cells.length - 1, index + 1));
    else if (key === 'Home') this.focus(0);
    else if (key === 'End') this.focus(this.cells.length - 1);
    else return false;
    return true;
  }

  private focus(index: number): void {
    this.cells.forEach((cell, other) => {
      cell.tabIndex = other === index ? 0 : -1;
    });
    this.cells[index]?.focus();
  }
}
