import { FindBar } from './findBar';
import type { Choices } from './model/choices';
import { schedulerDepth } from './model/functionKinds';
import { frameKey } from './model/stackRow';
import {
  findInStacks,
  hitBeside,
  isSamePosition,
  stacksWithoutInlined,
  type SearchHit,
  type StackOwner,
} from './model/stackSearch';
import type { StackStore } from './model/stackStore';
import type { PictureView } from './pictureView';
import type { StackScreen } from './stackScreen';
import type { StackList } from './stackList';

/** What the finder needs of the panel around it. */
export interface FinderSurroundings {
  readonly store: StackStore;
  readonly choices: Choices;
  readonly list: StackList;
  readonly picture: PictureView;
  readonly screen: StackScreen;
}

/** Finds a text in all rows of the list, those of stacks that are folded, too, and in the boxes of the picture. */
export class StackFinder {
  readonly bar: FindBar;
  private owners: readonly StackOwner[] = [];
  private hits: readonly SearchHit[] = [];
  private keys: ReadonlySet<string> = new Set();

  constructor(private readonly around: FinderSurroundings) {
    this.bar = new FindBar({
      changed: () => {
        this.around.screen.draw();
      },
      step: (step) => {
        this.step(step);
      },
      close: () => {
        this.close();
        around.screen.focus();
      },
    });
  }

  readonly isHit = (key: string): boolean => this.keys.has(key);

  open(): void {
    this.bar.open();
    this.around.screen.draw();
  }

  /** False where it was not open. */
  close(): boolean {
    if (!this.bar.isOpen) return false;
    this.bar.close();
    this.around.screen.draw();
    return true;
  }

  /** Rows have come, or others show. */
  readonly update = (): void => {
    const { around, bar } = this;
    const isSearching = bar.isOpen && bar.text !== '';
    this.owners = isSearching ? around.screen.owners : [];
    this.hits = findInStacks(bar.text, this.owners, (task) => around.store.functionsOf(task));
    this.keys = new Set(this.hits.map((hit) => this.keyOf(hit)));
    const isList = around.choices.scope !== 'picture';
    if (isList) bar.showCount(this.currentHit(), this.hits.length);
    bar.showUnsearched(isList ? stacksWithoutInlined(this.owners, around.store) : 0);
  };

  /** To the next hit or the one before it, round the ends; opens what it is folded in. */
  step(step: 1 | -1): void {
    const { around, bar } = this;
    if (!bar.isOpen || bar.text === '') {
      this.open();
    } else if (around.choices.scope === 'picture') {
      const { at, total } = around.picture.moveToMatch(bar.text, step);
      bar.showCount(at, total);
    } else if (this.hits.length > 0) {
      this.show(hitBeside(this.hits, this.position, step));
    }
  }

  private show(index: number): void {
    const { choices, list, store, screen } = this.around;
    const hit = this.hits[index];
    const owner = hit && this.owners[hit.owner];
    const [task] = owner?.tasks ?? [];
    if (!owner || !task) return;
    if (hit.code) {
      if (!choices.isExpanded(owner.key, choices.scope === 'crash')) choices.toggle(owner.key);
      const stack = store.stackOf(task);
      if (stack && hit.code.frame < schedulerDepth(stack.frames)) choices.showScheduler = true;
      screen.draw();
    }
    list.moveTo(this.keyOf(hit));
    this.bar.showCount(index + 1, this.hits.length);
  }

  private get position(): SearchHit {
    const { ownerKey, code } = this.around.list.position;
    return { owner: this.owners.findIndex(({ key }) => key === ownerKey), code };
  }

  /** Counted from 1. */
  private currentHit(): number | undefined {
    const { position } = this;
    const index = this.hits.findIndex((hit) => isSamePosition(hit, position));
    return index === -1 ? undefined : index + 1;
  }

  private keyOf({ owner, code }: SearchHit): string {
    const key = this.owners[owner]?.key ?? '';
    return code ? frameKey(key, code) : key;
  }
}
