import { placeLink, type Follow } from '../panel/placeLink';
import { VirtualRows } from '../panel/virtualRows';
import { element, type Child } from '../shared/element';
import type { ShownObject } from './levelLoader';
import type { MemberTree, TreeLine } from './model/memberTree';
import { keyOf } from './model/rowFilter';
import { addressText } from './model/rowText';
import { paintLine } from './rowPainter';
import { strings } from './strings';

const rowHeightPx = 22;

export interface MemberGridActions {
  readonly follow: Follow;
  readonly toggle: (line: TreeLine) => void;
  /** Enter, a double click. */
  readonly open: (line: TreeLine, beside: boolean) => void;
  readonly moved: (line: TreeLine | undefined) => void;
}

/** The rows of the tree, with the arrow keys that trees have. */
export class MemberGrid {
  readonly root: HTMLElement;
  private readonly rows: VirtualRows;
  private readonly columns = element('div', {
    role: 'row',
    class: 'member-row columns',
    'aria-rowindex': '1',
  });
  private lines: readonly TreeLine[] = [];

  constructor(
    private readonly tree: MemberTree,
    private readonly actions: MemberGridActions,
  ) {
    this.rows = new VirtualRows({
      role: 'treegrid',
      label: strings.rows,
      rowHeightPx,
      header: this.columns,
      render: (index) => this.render(index),
      open: (index, beside) => {
        const line = this.lines[index];
        if (line) actions.open(line, beside);
      },
      key: (event, index) => this.handleKey(event, index),
      moved: (index) => {
        actions.moved(this.lines[index]);
      },
    });
    this.root = this.rows.root;
  }

  get current(): TreeLine | undefined {
    return this.lines[this.rows.active];
  }

  /** The key of the current row. */
  get currentKey(): string {
    return this.current ? keyOf(this.current.path) : '';
  }

  focus(): void {
    this.root.focus();
  }

  /** Draws the tree as it now is; the current row stays the same one, wherever it went. */
  update({ root, beside }: ShownObject): void {
    const current = this.currentKey;
    this.lines = this.tree.lines;
    this.root.style.setProperty('--pins', String(beside.length));
    this.root.classList.toggle('compares', beside.length > 0);
    this.columns.replaceChildren(
      ...columnNames.map(([name, label]) => columnHeader(name, label)),
      ...beside.map((address) =>
        columnHeader(
          'value beside',
          placeLink(
            `${strings.isPinned} ${addressText(address)}`,
            { view: 'structure', type: root.type, address },
            this.actions.follow,
          ),
        ),
      ),
    );
    this.rows.count = this.lines.length;
    this.moveTo(current);
    this.actions.moved(this.current);
  }

  /** Makes the row of that key the current one, where it is shown. */
  moveTo(key: string): boolean {
    const index = this.lines.findIndex(({ kind, path }) => kind === 'value' && keyOf(path) === key);
    if (index >= 0) this.rows.moveTo(index);
    return index >= 0;
  }

  private render(index: number): HTMLElement {
    const line = this.lines[index];
    if (!line) return element('div', { role: 'row' });
    const { follow, toggle } = this.actions;
    return paintLine(line, { follow, toggle, tree: this.tree });
  }

  private handleKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, index: number): boolean {
    const line = this.lines[index];
    if (!line || altKey || ctrlKey || metaKey || shiftKey) return false;
    switch (key) {
      case ' ':
        this.actions.toggle(line);
        return true;
      case 'ArrowRight':
        if (line.row?.hasRows && !line.isExpanded) this.actions.toggle(line);
        else if (line.isExpanded) this.rows.moveTo(index + 1);
        return true;
      case 'ArrowLeft':
        if (line.isExpanded) this.actions.toggle(line);
        else this.moveToParent(index);
        return true;
      default:
        return false;
    }
  }

  private moveToParent(index: number): void {
    const depth = this.lines[index]?.depth ?? 1;
    for (let above = index - 1; above >= 0; above--) {
      if ((this.lines[above]?.depth ?? 1) >= depth) continue;
      this.rows.moveTo(above);
      return;
    }
  }
}

const columnNames = [
  ['offset', strings.offset],
  ['size', strings.size],
  ['member', strings.member],
  ['type', strings.memberType],
  ['value', strings.value],
] as const;

function columnHeader(name: string, label: Child): HTMLElement {
  return element('span', { role: 'columnheader', class: `cell ${name}` }, label);
}
