import { visibleText } from '../../core/base/visibleText';
import { element } from '../shared/element';
import { aroundFunction, callTree, inverted, type MergedStack, type StackFunction } from './model/callTree';
import { icicleBoxes, neighbour, type IcicleBox, type Step } from './model/icicle';
import { matchingTasks } from './model/pictureStacks';
import { boxesSpace, labelOf, paintBox } from './pictureBox';
import { strings } from './strings';

/** A narrower box shows nothing that could be read or hit. */
const minWidthPx = 3;
/** A narrower one has no room for three letters: it shows none; its title and the line above tell. */
const minLabelWidthPx = 36;

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** What the picture is drawn of, and how. */
export interface Picture {
  readonly stacks: readonly MergedStack[];
  readonly isInverted: boolean;
  /** The function that it is drawn around: who calls it above, what it calls below. */
  readonly focus: string | undefined;
  /** Whether words hide anything: what does not match them fades then. */
  readonly isFiltered: boolean;
}

/**
 * All stacks merged into one picture, the root on top: width is the number of tasks. Its boxes are the rows of a treegrid,
 * parents before their children, so that a screen reader walks the same tree.
 */
export class PictureView {
  private readonly told = element('div', { class: 'told note' });
  private readonly boxes = element('div', {
    class: 'boxes',
    role: 'treegrid',
    tabindex: '0',
    'aria-label': strings.pictureLabel,
  });
  readonly root = element('div', { class: 'picture' }, this.told, this.boxes);
  private picture: Picture | undefined;
  private drawn: readonly { readonly box: IcicleBox; readonly shape: HTMLElement }[] = [];
  private current: IcicleBox | undefined;

  constructor(private readonly openFunction: (called: StackFunction, beside: boolean) => void) {
    this.boxes.addEventListener('keydown', (event) => {
      if (this.handleKey(event)) event.preventDefault();
    });
    new ResizeObserver(() => {
      this.draw();
    }).observe(this.boxes);
  }

  /** The function of the current box; undefined at the root of all. */
  get currentFunction(): StackFunction | undefined {
    return this.current?.node.function;
  }

  show(picture: Picture): void {
    this.picture = picture;
    this.draw();
  }

  focus(): void {
    this.boxes.focus();
  }

  /** To the next box whose function has the text, or the one before, round the ends; which of how many that is. */
  moveToMatch(text: string, step: 1 | -1): { readonly at: number | undefined; readonly total: number } {
    const wanted = text.toLowerCase();
    const boxes = this.drawn.map(({ box }) => box);
    const matches = boxes.filter((box) => labelOf(box).toLowerCase().includes(wanted));
    const here = this.current ? boxes.indexOf(this.current) : -1;
    const ordered = step === 1 ? matches : [...matches].reverse();
    const next = ordered.find((box) => (boxes.indexOf(box) - here) * step > 0) ?? ordered[0];
    if (!next) return { at: undefined, total: 0 };
    this.moveTo(next);
    return { at: matches.indexOf(next) + 1, total: matches.length };
  }

  private draw(): void {
    const { clientWidth } = this.boxes;
    if (!this.picture || clientWidth === 0) return;
    const found = boxesOf(this.picture, minWidthPx / clientWidth);
    const top = Math.min(0, ...found.map(({ depth }) => depth));
    const bottom = Math.max(0, ...found.map(({ depth }) => depth));
    this.drawn = found.map((box, index) => ({ box, shape: this.shapeOf(box, index, top) }));
    const shapes = this.drawn.map(({ shape }) => shape);
    this.boxes.replaceChildren(boxesSpace(top, bottom, shapes));
    this.moveTo(found.find((box) => isSame(box, this.current)) ?? found.find(({ depth }) => depth === 0));
  }

  private shapeOf(box: IcicleBox, index: number, top: number): HTMLElement {
    const { node, depth } = box;
    const isFaded = this.picture?.isFiltered === true && node.matching === 0;
    const shape = paintBox({ box, index, row: depth - top, isFaded, title: this.tell(box) });
    shape.classList.toggle('thin', box.width * this.boxes.clientWidth < minLabelWidthPx);
    shape.addEventListener('click', () => {
      this.moveTo(box);
    });
    shape.addEventListener('dblclick', (event) => {
      if (node.function) this.openFunction(node.function, event.ctrlKey || event.metaKey);
    });
    return shape;
  }

  private moveTo(box: IcicleBox | undefined): void {
    this.current = box;
    for (const each of this.drawn) {
      const isCurrent = each.box === box;
      each.shape.classList.toggle('current', isCurrent);
      if (!isCurrent) continue;
      this.boxes.setAttribute('aria-activedescendant', each.shape.id);
      if (document.activeElement === this.boxes) each.shape.scrollIntoView({ block: 'nearest' });
    }
    this.told.textContent = visibleText(box ? this.tell(box) : strings.noTasks);
  }

  private handleKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    const { current } = this;
    if (!current || altKey || shiftKey) return false;
    if (key === 'Enter' && current.node.function) {
      this.openFunction(current.node.function, ctrlKey || metaKey);
      return true;
    }
    if (key === 'Home') {
      this.moveTo(this.drawn.map(({ box }) => box).find(({ depth }) => depth === 0));
      return true;
    }
    const step = ctrlKey || metaKey ? undefined : steps[key];
    if (!step) return false;
    const boxes = this.drawn.map(({ box }) => box);
    this.moveTo(neighbour(boxes, current, step));
    return true;
  }

  private tell(box: IcicleBox): string {
    const { node } = box;
    const { count: total } = matchingTasks(this.picture?.stacks ?? []);
    const matching = this.picture?.isFiltered ? node.matching : undefined;
    return strings.box(labelOf(box), node.count, total, matching);
  }
}

function boxesOf({ stacks, isInverted, focus }: Picture, minWidth: number): readonly IcicleBox[] {
  if (focus === undefined) return icicleBoxes(callTree(isInverted ? inverted(stacks) : stacks), minWidth);
  const { callees, callers } = aroundFunction(stacks, focus);
  // The function itself is the root of both: the tree of callees has it as the only child of its own.
  const [below] = callTree(callees).children;
  return [...icicleBoxes(callTree(callers), minWidth, -1), ...(below ? icicleBoxes(below, minWidth) : [])];
}

function isSame(box: IcicleBox, other: IcicleBox | undefined): boolean {
  return other !== undefined && box.depth === other.depth && labelOf(box) === labelOf(other);
}
