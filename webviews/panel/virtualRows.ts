import { element } from '../shared/element';
import { DrawnRows } from './drawnRows';

const overscanRows = 6;
/** Browsers stop at some 33 million pixels: a list may have a million rows of 22. */
const maxHeightPx = 30_000_000;

export interface VirtualRowsOptions {
  /** Of the list: `grid`, `treegrid`, `listbox` or `tree`. */
  readonly role: string;
  readonly label: string;
  readonly rowHeightPx: number;
  /** Stays on top of the rows, as high as one: the names of columns. Keys inside it are its own. */
  readonly header?: HTMLElement;
  /** One row, with its role and its ARIA attributes; what has not arrived yet is a row that says so. */
  render(index: number): HTMLElement;
  /** Enter or a double click; with Ctrl: `beside`. */
  open?(index: number, beside: boolean): void;
  /** Any other key; true when it meant something. */
  key?(event: KeyboardEvent, index: number): boolean;
  /** Another row has become the current one. */
  moved?(index: number): void;
  /** Rows [first, end) are in sight: data for them is wanted. */
  seen?(first: number, end: number): void;
}

/**
 * A list of any length that draws the rows in sight alone. One Tab stop: the list has the focus, and
 * `aria-activedescendant` says which row is current; arrows, Page Up and Down, Home and End move.
 */
export class VirtualRows {
  readonly root: HTMLElement;
  private readonly drawn: DrawnRows<number>;
  private rowCount = 0;
  private current = 0;

  constructor(private readonly options: VirtualRowsOptions) {
    const { role, label } = options;
    this.root = element(
      'div',
      { class: 'virtual-rows', role, tabindex: '0', 'aria-label': label },
      options.header,
    );
    this.drawn = new DrawnRows(
      this.root,
      options.rowHeightPx,
      (index) => this.render(index),
      () => {
        this.draw();
      },
    );
    this.root.append(this.drawn.space);
    this.root.addEventListener('keydown', (event) => {
      if (event.target === this.root && this.handleKey(event)) event.preventDefault();
    });
    this.root.addEventListener('mousedown', (event) => {
      const index = this.indexOf(event.target);
      if (index !== undefined) this.moveTo(index);
    });
    this.root.addEventListener('dblclick', (event) => {
      const index = this.indexOf(event.target);
      if (index !== undefined) options.open?.(index, event.ctrlKey || event.metaKey);
    });
    new ResizeObserver(() => {
      this.drawn.drawSoon();
    }).observe(this.root);
  }

  get count(): number {
    return this.rowCount;
  }

  set count(count: number) {
    this.rowCount = Math.min(count, Math.floor(maxHeightPx / this.options.rowHeightPx));
    this.drawn.space.style.height = `${this.rowCount * this.options.rowHeightPx}px`;
    this.root.setAttribute('aria-rowcount', String(count + this.headerRows));
    this.current = Math.max(0, Math.min(this.current, this.rowCount - 1));
    this.refresh();
  }

  /** The current row; 0 of an empty list. */
  get active(): number {
    return this.current;
  }

  /** Without bringing it into sight: for lists that change above it. */
  set active(index: number) {
    this.current = Math.max(0, Math.min(index, this.rowCount - 1));
    this.refresh();
  }

  /** The first row in sight. */
  get first(): number {
    return Math.floor(this.root.scrollTop / this.options.rowHeightPx);
  }

  set first(index: number) {
    this.root.scrollTop = index * this.options.rowHeightPx;
  }

  /** Draws what is in sight anew, after the data behind it changed. */
  refresh(): void {
    this.drawn.forget();
    this.drawn.drawSoon();
  }

  /** Makes a row the current one and brings it into sight. */
  moveTo(index: number): void {
    const next = Math.max(0, Math.min(index, this.rowCount - 1));
    const changed = next !== this.current;
    this.current = next;
    this.bringIntoSight(next);
    this.draw();
    if (changed) this.options.moved?.(next);
  }

  private get headerRows(): number {
    return this.options.header ? 1 : 0;
  }

  /** Of the rows in sight. */
  private get heightPx(): number {
    return this.root.clientHeight - this.headerRows * this.options.rowHeightPx;
  }

  private bringIntoSight(index: number): void {
    const { rowHeightPx } = this.options;
    const top = index * rowHeightPx;
    const { scrollTop } = this.root;
    if (top < scrollTop) this.root.scrollTop = top;
    else if (top + rowHeightPx > scrollTop + this.heightPx)
      this.root.scrollTop = top + rowHeightPx - this.heightPx;
  }

  private handleKey(event: KeyboardEvent): boolean {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (key === 'Enter' && !altKey && !shiftKey && this.rowCount > 0) {
      this.options.open?.(this.current, ctrlKey || metaKey);
      return true;
    }
    const next = altKey || ctrlKey || metaKey || shiftKey ? undefined : this.target(key);
    if (next === undefined) return this.options.key?.(event, this.current) ?? false;
    this.moveTo(next);
    return true;
  }

  private target(key: string): number | undefined {
    const page = Math.max(1, Math.floor(this.heightPx / this.options.rowHeightPx) - 1);
    switch (key) {
      case 'ArrowDown':
        return this.current + 1;
      case 'ArrowUp':
        return this.current - 1;
      case 'PageDown':
        return this.current + page;
      case 'PageUp':
        return this.current - page;
      case 'Home':
        return 0;
      case 'End':
        return this.rowCount - 1;
      default:
        return undefined;
    }
  }

  private indexOf(target: EventTarget | null): number | undefined {
    const row = this.drawn.rowOf(target);
    return row === undefined ? undefined : Number(row);
  }

  private render(index: number): HTMLElement {
    const row = this.options.render(index);
    row.setAttribute('aria-rowindex', String(index + 1 + this.headerRows));
    return row;
  }

  private draw(): void {
    const first = Math.max(0, this.first - overscanRows);
    const inSight = Math.ceil(this.heightPx / this.options.rowHeightPx);
    const end = Math.min(this.rowCount, this.first + inSight + overscanRows);
    const places = new Map<number, number>();
    for (let index = first; index < end; index++) places.set(index, index);
    this.drawn.show(places, this.current);
    this.options.seen?.(first, end);
  }
}
