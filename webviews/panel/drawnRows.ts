import { element } from '../shared/element';

/**
 * The rows of a long list that are drawn, each at its place. The list itself has the focus; `aria-activedescendant` says
 * which row is the current one. Rows are known by number, or by bigint where there are too many to count.
 */
export class DrawnRows<Row extends number | bigint> {
  /** As high as all rows together. */
  readonly space = element('div', { class: 'rows-space', role: 'presentation' });
  private readonly drawn = new Map<Row, HTMLElement>();
  private waiting = 0;

  /**
   * @param list what scrolls
   * @param render one row, with its role
   * @param draw calls `show` for what is in sight, before the next frame after `drawSoon`
   */
  constructor(
    private readonly list: HTMLElement,
    private readonly rowHeightPx: number,
    private readonly render: (row: Row) => HTMLElement,
    private readonly draw: () => void,
  ) {
    list.addEventListener('scroll', () => {
      this.drawSoon();
    });
  }

  drawSoon(): void {
    if (this.waiting !== 0) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  /** Draws those rows and no others. @param places how many rows down each one stands */
  show(places: ReadonlyMap<Row, number>, current: Row): void {
    for (const [row, shown] of this.drawn) {
      if (places.has(row)) continue;
      shown.remove();
      this.drawn.delete(row);
    }
    for (const [row, place] of places) if (!this.drawn.has(row)) this.add(row, place);
    this.mark(current);
  }

  /** What was drawn no longer holds: the data behind it changed, or its place. */
  forget(): void {
    for (const shown of this.drawn.values()) shown.remove();
    this.drawn.clear();
  }

  /** The row that was hit by the mouse, as it was written. */
  rowOf(target: EventTarget | null): string | undefined {
    const shown = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    return shown?.dataset['row'];
  }

  private add(row: Row, place: number): void {
    const shown = this.render(row);
    shown.classList.add('row');
    shown.id = `row-${row}`;
    shown.dataset['row'] = String(row);
    shown.style.transform = `translateY(${place * this.rowHeightPx}px)`;
    this.drawn.set(row, shown);
    this.space.append(shown);
  }

  private mark(current: Row): void {
    for (const [row, shown] of this.drawn) shown.classList.toggle('current', row === current);
    const shown = this.drawn.get(current);
    if (shown) this.list.setAttribute('aria-activedescendant', shown.id);
    else this.list.removeAttribute('aria-activedescendant');
  }
}
