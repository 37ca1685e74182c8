import { element } from '../shared/element';
import { RowWindow } from './model/rowWindow';

const rowHeightPx = 18;
const overscanRows = 8;
const pageKeepsRows = 1;

export interface MemoryGridOptions {
  render(row: bigint): HTMLElement;
  /** Rows from the first to the last are in sight. */
  seen(first: bigint, last: bigint): void;
  /** A byte of a row was clicked; with Shift, the selection is extended. */
  picked(row: bigint, offset: number, extend: boolean): void;
  /** A key; true when it meant something. */
  key(event: KeyboardEvent): boolean;
  readonly label: string;
}

/** Rows of an address space, without end either way: see `RowWindow`. One Tab stop, with the current row announced. */
export class MemoryGrid {
  readonly root: HTMLElement;
  private readonly space = element('div', { class: 'rows-space', role: 'presentation' });
  private readonly drawn = new Map<bigint, HTMLElement>();
  private window = new RowWindow(1n);
  private current = 0n;
  private drawing = 0;
  private isPicking = false;
  /** The row that comes to the top as soon as the grid is on the page: before that, nothing scrolls. */
  private wantedTop: bigint | undefined;

  constructor(private readonly options: MemoryGridOptions) {
    this.root = element(
      'div',
      {
        class: 'memory-rows code',
        role: 'grid',
        tabindex: '0',
        'aria-label': options.label,
        'aria-rowcount': '-1',
      },
      this.space,
    );
    this.root.addEventListener('scroll', () => {
      this.drawSoon();
    });
    this.root.addEventListener('keydown', (event) => {
      if (options.key(event)) event.preventDefault();
    });
    this.root.addEventListener('mousedown', (event) => {
      this.isPicking = event.button === 0 && this.pick(event, event.shiftKey);
    });
    this.root.addEventListener('mousemove', (event) => {
      this.isPicking &&= (event.buttons & 1) !== 0;
      if (this.isPicking) this.pick(event, true);
    });
    new ResizeObserver(() => {
      if (this.wantedTop !== undefined) this.top = this.wantedTop;
      this.drawSoon();
    }).observe(this.root);
  }

  /** Begins anew with so many rows, the given one on top. */
  reset(totalRows: bigint, top: bigint): void {
    this.window = new RowWindow(totalRows);
    this.space.style.height = `${this.window.size * rowHeightPx}px`;
    this.forget();
    this.top = top;
  }

  /** The first row in sight. */
  get top(): bigint {
    return this.wantedTop ?? this.window.rowAt(Math.floor(this.root.scrollTop / rowHeightPx));
  }

  set top(row: bigint) {
    this.wantedTop = this.root.clientHeight === 0 ? row : undefined;
    const index = this.window.indexOf(row);
    const isInside = index !== undefined && !this.window.isNearEdge(index);
    if (!isInside) this.forget();
    this.root.scrollTop = (isInside ? index : this.window.centerOn(row)) * rowHeightPx;
    this.drawSoon();
  }

  /** Whole rows in sight, but for one that Page Up and Page Down keep. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.root.clientHeight / rowHeightPx) - pageKeepsRows);
  }

  /** Makes the row the current one; it comes into sight, in the middle when it was far away. */
  moveTo(row: bigint): void {
    this.current = row;
    const { top, pageRows } = this;
    const last = top + BigInt(pageRows);
    if (row < top) this.top = top - row > BigInt(pageRows) ? this.aboveMiddle(row) : row;
    else if (row > last) {
      this.top = row - last > BigInt(pageRows) ? this.aboveMiddle(row) : row - BigInt(pageRows);
    }
    this.refresh();
  }

  /** Draws what is in sight anew, after the data behind it changed. */
  refresh(): void {
    this.forget();
    this.drawSoon();
  }

  private aboveMiddle(row: bigint): bigint {
    const third = BigInt(Math.floor(this.pageRows / 3));
    return row > third ? row - third : 0n;
  }

  private forget(): void {
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
  }

  private drawSoon(): void {
    if (this.drawing !== 0) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.draw();
    });
  }

  private draw(): void {
    if (this.wantedTop !== undefined) return;
    this.recenter();
    const { scrollTop, clientHeight } = this.root;
    const first = Math.max(0, Math.floor(scrollTop / rowHeightPx) - overscanRows);
    const end = Math.min(
      this.window.size,
      Math.ceil((scrollTop + clientHeight) / rowHeightPx) + overscanRows,
    );
    const firstRow = this.window.rowAt(first);
    const lastRow = this.window.rowAt(Math.max(first, end - 1));
    for (const [row, shown] of this.drawn) {
      if (row >= firstRow && row <= lastRow) continue;
      shown.remove();
      this.drawn.delete(row);
    }
    for (let index = first; index < end; index++) {
      const row = this.window.rowAt(index);
      if (!this.drawn.has(row)) this.drawRow(row, index);
    }
    this.markCurrent();
    this.options.seen(firstRow, lastRow);
  }

  /** What is in sight stays where it is; the window of rows around it moves. */
  private recenter(): void {
    const index = Math.floor(this.root.scrollTop / rowHeightPx);
    if (!this.window.isNearEdge(index)) return;
    const within = this.root.scrollTop - index * rowHeightPx;
    const moved = this.window.centerOn(this.window.rowAt(index));
    this.forget();
    this.root.scrollTop = moved * rowHeightPx + within;
  }

  private drawRow(row: bigint, index: number): void {
    const shown = this.options.render(row);
    shown.classList.add('row');
    shown.id = `row-${row}`;
    shown.dataset['row'] = String(row);
    shown.style.transform = `translateY(${index * rowHeightPx}px)`;
    this.drawn.set(row, shown);
    this.space.append(shown);
  }

  private markCurrent(): void {
    const row = this.drawn.get(this.current);
    row?.classList.add('current');
    if (row) this.root.setAttribute('aria-activedescendant', row.id);
    else this.root.removeAttribute('aria-activedescendant');
  }

  private pick(event: MouseEvent, extend: boolean): boolean {
    const target = event.target instanceof Element ? event.target : undefined;
    // A link that is drawn anew between press and release is never clicked.
    if (target?.closest('a')) return false;
    const row = target?.closest<HTMLElement>('[data-row]')?.dataset['row'];
    const offset = target?.closest<HTMLElement>('[data-offset]')?.dataset['offset'];
    if (row === undefined || (offset === undefined && extend)) return false;
    this.options.picked(BigInt(row), Number(offset ?? 0), extend);
    return true;
  }
}
