import { VirtualRows, type VirtualRowsOptions } from '../panel/virtualRows';
import type { CodeOnStack, StackRow } from './model/stackRow';
import { strings } from './strings';

const rowHeightPx = 22;

/** The rows of stacks: what is current and what is in sight stay so while rows come and go around them. */
export class StackList {
  private readonly list: VirtualRows;
  private rows: readonly StackRow[] = [];
  private touched = false;
  /** Where a row is to become current as soon as it is there. */
  private wanted: { readonly current: string | undefined; readonly first: string | undefined } | undefined;

  constructor(
    paint: (row: StackRow) => HTMLElement,
    actions: {
      open(row: StackRow, beside: boolean): void;
      key(event: KeyboardEvent, row: StackRow): boolean;
      moved(): void;
    },
  ) {
    const at = (index: number): StackRow | undefined => this.rows[index];
    const options: VirtualRowsOptions = {
      role: 'treegrid',
      label: strings.listLabel,
      rowHeightPx,
      render: (index) => {
        const row = at(index);
        return row ? paint(row) : document.createElement('div');
      },
      open: (index, beside) => {
        const row = at(index);
        if (row) actions.open(row, beside);
      },
      key: (event, index) => {
        const row = at(index);
        return row !== undefined && actions.key(event, row);
      },
      moved: () => {
        this.wanted = undefined;
        this.touched = true;
        actions.moved();
      },
    };
    this.list = new VirtualRows(options);
    this.root.addEventListener('scrollend', () => {
      actions.moved();
    });
  }

  get root(): HTMLElement {
    return this.list.root;
  }

  /** Somebody has moved in it, so its order is theirs to change. */
  get isRead(): boolean {
    return this.touched;
  }

  get current(): StackRow | undefined {
    return this.rows[this.list.active];
  }

  /** The keys of the current row and of the first in sight. */
  get place(): { readonly current: string | undefined; readonly first: string | undefined } {
    return { current: this.current?.key, first: this.rows[this.list.first]?.key };
  }

  /** Whose stack the current row is on, and the last frame up to it. */
  get position(): { readonly ownerKey: string | undefined; readonly code: CodeOnStack | undefined } {
    let code: CodeOnStack | undefined;
    for (let index = this.list.active; index >= 0; index--) {
      const row = this.rows[index];
      if (row?.level === 1) return { ownerKey: row.key, code };
      if (row?.kind === 'frame') code ??= row.code;
    }
    return { ownerKey: undefined, code };
  }

  show(rows: readonly StackRow[]): void {
    const { current, first } = this.wanted ?? this.place;
    const before = this.list.first;
    const positions = new Map(rows.map(({ key }, index) => [key, index]));
    this.rows = rows;
    this.list.count = rows.length;
    const active = current === undefined ? undefined : positions.get(current);
    if (active !== undefined) this.list.active = active;
    const top = first === undefined ? undefined : positions.get(first);
    if (top !== undefined && top !== before) this.list.first = top;
    if (active !== undefined && top !== undefined) this.wanted = undefined;
  }

  /** Makes that row the current one and brings it into sight; as soon as it is there. */
  moveTo(key: string): void {
    const index = this.rows.findIndex((row) => row.key === key);
    if (index === -1) this.wanted = { current: key, first: key };
    else this.list.moveTo(index);
  }

  /** After a reload: as soon as those rows are there. */
  restore(current: string | undefined, first: string | undefined): void {
    this.wanted = { current, first };
  }

  /** To the row that the current one is part of. */
  moveToParent(): void {
    const level = this.current?.level ?? 1;
    for (let index = this.list.active - 1; index >= 0; index--) {
      if ((this.rows[index]?.level ?? level) >= level) continue;
      this.list.moveTo(index);
      return;
    }
  }

  focus(): void {
    this.root.focus();
  }
}
