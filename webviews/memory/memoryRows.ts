import type { Follow } from '../panel/placeLink';
import { selectionAfterKey } from './cursorKeys';
import { MemoryGrid } from './memoryGrid';
import { contains, selectByte, type Selection } from './model/selection';
import { paintRow } from './rowPainter';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';
import type { TypeOverlay } from './typeOverlay';

export interface MemoryRowsActions {
  readonly follow: Follow;
  /** By a key or the mouse. */
  readonly select: (selection: Selection) => void;
  /** Rows that begin from `first` to `last` are in sight. */
  readonly seen: (first: bigint, last: bigint) => void;
}

/** The rows of bytes, by their addresses. */
export class MemoryRows {
  private readonly grid: MemoryGrid;

  constructor(
    private readonly shown: ShownMemory,
    private readonly overlay: TypeOverlay,
    private readonly actions: MemoryRowsActions,
  ) {
    this.grid = new MemoryGrid({
      label: strings.memory,
      render: (row) => this.paint(row * shown.rowBytes),
      seen: (first, last) => {
        actions.seen(first * shown.rowBytes, last * shown.rowBytes);
      },
      picked: (row, offset, extend) => {
        const at = row * shown.rowBytes + BigInt(offset);
        actions.select({ anchor: extend ? shown.selection.anchor : at, head: at });
      },
      menuOpened: (row, offset) => {
        const at = row * shown.rowBytes + BigInt(offset);
        if (!contains(shown.selection, at)) actions.select(selectByte(at));
      },
      key: (event) => this.moveByKey(event),
    });
  }

  get root(): HTMLElement {
    return this.grid.root;
  }

  focus(): void {
    this.grid.root.focus();
  }

  /** The first address in sight. */
  get top(): bigint {
    return this.grid.top * this.shown.rowBytes;
  }

  /** Begins anew, after rows became others: of another space, or of another size. */
  reset(top: bigint): void {
    const { space, rowBytes } = this.shown;
    this.grid.reset(space.end / rowBytes, top / rowBytes);
  }

  /** Brings an address into sight. */
  moveTo(address: bigint): void {
    this.grid.moveTo(address / this.shown.rowBytes);
  }

  /** Draws anew what is in sight, after bytes or what they mean arrived. */
  refresh(): void {
    this.grid.refresh();
  }

  private paint(address: bigint): HTMLElement {
    const { loader, layout, selection, info } = this.shown;
    const { follow } = this.actions;
    const overlayIn = (from: bigint, sizeBytes: number): readonly HTMLElement[] =>
      this.overlay.membersIn(from, sizeBytes);
    return paintRow({ loader, layout, selection, dumpLevel: info.dumpLevel, follow, overlayIn }, address);
  }

  private moveByKey(event: KeyboardEvent): boolean {
    const { selection, space, layout } = this.shown;
    const next = selectionAfterKey(event, selection, space, layout, this.grid.pageRows);
    if (next) this.actions.select(next);
    return next !== undefined;
  }
}
