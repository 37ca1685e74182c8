import { DrawnRows } from '../panel/drawnRows';
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
  /** A menu opens on a byte of a row. */
  menuOpened(row: bigint, offset: number): void;
  /** A key; true when it meant something. */
  key(event: KeyboardEvent): boolean;
  readonly label: string;
}

/** Rows of an address space, without end either way: see `RowWindow`. One Tab stop, with the current row announced. */
export class MemoryGrid {
  readonly root: HTMLElement;
  private readonly drawn: DrawnRows<bigint>;
  private window = new RowWindow(1n);
  private current = 0n;
  private isPicking = false;
  /** The row that comes to the top as soon as the grid is on the page: before that, nothing scrolls. */
  private wantedTop: bigint | undefined;

  constructor(private readonly options: MemoryGridOptions) {
    this.root = element('div', {
      class: 'memory-rows code',
      role: 'grid',
      tabindex: '0',
      'aria-label': options.label,
      'aria-rowcount': '-1',
    });
    this.drawn = new DrawnRows(
      this.root,
      rowHeightPx,
      (row) => options.render(row),
      () => {
        this.draw();
      },
    );
    this.root.append(this.drawn.space);
    this.root.addEventListener('keydown', (event) => {
      if (options.key(event)) event.preventDefault();
    });
    this.root.addEventListener('mousedown', (event) => {
      this.isPicking = event.button === 0 && this.pick(event, event.shiftKey);
    });
    this.root.addEventListener('contextmenu', ({ target }) => {
      const byte = this.byteAt(target);
      if (byte) options.menuOpened(byte.row, byte.offset ?? 0);
    });
    this.root.addEventListener('mousemove', (event) => {
      this.isPicking &&= (event.buttons & 1) !== 0;
      if (this.isPicking) this.pick(event, true);
    });
    new ResizeObserver(() => {
      if (this.wantedTop !== undefined) this.top = this.wantedTop;
      this.drawn.drawSoon();
    }).observe(this.root);
  }

  /** Begins anew with so many rows, the given one on top. */
  reset(totalRows: bigint, top: bigint): void {
    this.window = new RowWindow(totalRows);
    this.drawn.space.style.height = `${this.window.size * rowHeightPx}px`;
    this.drawn.forget();
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
    if (!isInside) this.drawn.forget();
    this.root.scrollTop = (isInside ? index : this.window.centerOn(row)) * rowHeightPx;
    this.drawn.drawSoon();
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
    this.drawn.forget();
    this.drawn.drawSoon();
  }

  private aboveMiddle(row: bigint): bigint {
    const third = BigInt(Math.floor(this.pageRows / 3));
    return row > third ? row - third : 0n;
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
    const places = new Map<bigint, number>();
    for (let index = first; index < end; index++) places.set(this.window.rowAt(index), index);
    this.drawn.show(places, this.current);
    this.options.seen(this.window.rowAt(first), this.window.rowAt(Math.max(first, end - 1)));
  }

  /** What is in sight stays where it is; the window of rows around it moves. */
  private recenter(): void {
    const index = Math.floor(this.root.scrollTop / rowHeightPx);
    if (!this.window.isNearEdge(index)) return;
    const within = this.root.scrollTop - index * rowHeightPx;
    const moved = this.window.centerOn(this.window.rowAt(index));
    this.drawn.forget();
    this.root.scrollTop = moved * rowHeightPx + within;
  }

  private pick({ target }: MouseEvent, extend: boolean): boolean {
    // A link that is drawn anew between press and release is never clicked.
    if (target instanceof Element && target.closest('a')) return false;
    const byte = this.byteAt(target);
    if (!byte || (byte.offset === undefined && extend)) return false;
    this.options.picked(byte.row, byte.offset ?? 0, extend);
    return true;
  }

  /** Undefined outside of all rows; beside a row's bytes, its offset is. */
  private byteAt(
    target: EventTarget | null,
  ): { readonly row: bigint; readonly offset: number | undefined } | undefined {
    const row = this.drawn.rowOf(target);
    if (row === undefined) return undefined;
    const shown = target instanceof Element ? target.closest<HTMLElement>('[data-offset]') : undefined;
    const offset = shown?.dataset['offset'];
    return { row: BigInt(row), offset: offset === undefined ? undefined : Number(offset) };
  }
}
