import type { SearchHit } from '../../core/protocol/panels/memoryRequests';
import { addressContext } from '../panel/addressContext';
import { element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import {
  addressText,
  memoryPlace,
  physicalSpace,
  virtualSpace,
  type AddressSpace,
} from './model/addressSpace';
import { strings } from './strings';

/** The others are stepped through all the same. */
const shownHits = 500;

/** Where a hit is seen: as the kernel addresses it if it can, else on the memory bus. */
export interface FoundPlace {
  readonly address: bigint;
  readonly space: AddressSpace;
}

/** What a search has found so far, one of it current. */
export class HitList {
  readonly root = element('ul', { class: 'hits code' });
  private hits: SearchHit[] = [];
  private current = -1;

  constructor(private readonly go: (found: FoundPlace) => void) {}

  get count(): number {
    return this.hits.length;
  }

  clear(): void {
    this.hits = [];
    this.current = -1;
    this.root.replaceChildren();
  }

  /** Goes to the first hit of all at once. */
  add(hits: readonly SearchHit[]): void {
    const before = this.hits.length;
    this.hits.push(...hits);
    for (const [index, hit] of hits.entries()) {
      if (before + index < shownHits) this.root.append(this.item(hit, before + index));
    }
    if (before > 0 || hits.length === 0) return;
    roveFocus(this.root, (index) => {
      this.goTo(index);
    });
    this.move(1);
  }

  /** To the next hit or the one before, around the ends. */
  move(step: 1 | -1): void {
    const { length } = this.hits;
    if (length > 0) this.goTo((this.current + step + length) % length);
  }

  private item(hit: SearchHit, index: number): HTMLElement {
    const { address, space } = foundPlace(hit);
    const text = space.physical ? strings.find.physical(address.toString(16)) : addressText(address);
    const item = element(
      'li',
      { tabindex: '-1', ...addressContext(memoryPlace(address, space)) },
      element('a', { class: 'place' }, text),
      ' ',
      element('span', { class: 'note' }, hit.name ?? ''),
    );
    item.addEventListener('click', () => {
      this.goTo(index);
    });
    return item;
  }

  private goTo(index: number): void {
    const hit = this.hits[index];
    if (!hit) return;
    this.current = index;
    for (const [at, item] of [...this.root.children].entries()) {
      item.classList.toggle('current', at === index);
    }
    this.root.children[index]?.scrollIntoView({ block: 'nearest' });
    this.go(foundPlace(hit));
  }
}

function foundPlace({ physical, virtual }: SearchHit): FoundPlace {
  return virtual === undefined
    ? { address: BigInt(physical), space: physicalSpace }
    : { address: BigInt(virtual), space: virtualSpace };
}
