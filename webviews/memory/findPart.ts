import { errorData } from '../../core/base/errors';
import {
  maxSearchHits,
  type SearchHit,
  type SearchKind,
  type SearchPart,
} from '../../core/protocol/panels/memoryRequests';
import { button, element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import { addressText, physicalSpace, virtualSpace, type AddressSpace } from './model/addressSpace';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

const words = strings.find;
const kinds: readonly SearchKind[] = ['text', 'bytes', 'value', 'pointers'];
const shownHits = 500;

/** Where a hit is seen: as the kernel addresses it if it can, else on the memory bus. */
export interface FoundPlace {
  readonly address: bigint;
  readonly space: AddressSpace;
}

/** Searches all memory that the dump holds; hits come as they are found. */
export class FindPart {
  private readonly kind = element(
    'select',
    { 'aria-label': words.kind },
    ...kinds.map((kind) => element('option', { value: kind }, words.kinds[kind])),
  );
  private readonly text = element('input', { type: 'text', spellcheck: 'false', 'aria-label': words.what });
  private readonly progress = element('p', { class: 'note' });
  private readonly stop: HTMLButtonElement;
  private readonly list = element('ul', { class: 'hits code' });
  readonly root: HTMLElement;
  private hits: SearchHit[] = [];
  private current = -1;
  /** Counts searches: one that is no longer the last one ends. */
  private run = 0;

  constructor(
    private readonly shown: ShownMemory,
    private readonly go: (found: FoundPlace) => void,
  ) {
    this.stop = button(words.cancel, () => {
      this.cancel();
    });
    this.root = element(
      'section',
      { class: 'find', role: 'search', 'aria-label': words.title },
      element('h2', {}, words.title),
      element('div', { class: 'find-line' }, this.kind, this.text, this.stop),
      this.progress,
      this.list,
    );
    this.root.hidden = true;
    this.stop.hidden = true;
    this.text.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') void this.search();
      if (key === 'Escape') this.cancel();
    });
    this.showHint();
    this.kind.addEventListener('change', () => {
      this.showHint();
    });
  }

  open(): void {
    this.root.hidden = false;
    this.text.focus();
    this.text.select();
  }

  /** Words anywhere that point to the bytes. */
  findPointers(start: bigint, sizeBytes: number): void {
    this.root.hidden = false;
    this.kind.value = 'pointers';
    this.text.value = `0x${start.toString(16)} ${sizeBytes}`;
    this.showHint();
    void this.search();
  }

  move(step: 1 | -1): void {
    if (this.hits.length === 0) return;
    this.current = (this.current + step + this.hits.length) % this.hits.length;
    this.goTo(this.current);
  }

  private cancel(): void {
    this.run += 1;
    this.stop.hidden = true;
  }

  private showHint(): void {
    this.text.placeholder = words.hints[this.kindChosen()];
  }

  private kindChosen(): SearchKind {
    return kinds.find((kind) => kind === this.kind.value) ?? 'text';
  }

  private async search(): Promise<void> {
    const run = ++this.run;
    const kind = this.kindChosen();
    const text = this.text.value;
    if (text === '') return;
    this.hits = [];
    this.current = -1;
    this.list.replaceChildren();
    this.stop.hidden = false;
    try {
      for (let from: string | null = '0x0'; from !== null && run === this.run;) {
        const maxHits = maxSearchHits - this.hits.length;
        if (maxHits === 0) break;
        const part: SearchPart = await this.shown.host.request('searchMemory', { kind, text, from, maxHits });
        if (run !== this.run) break;
        this.add(part.hits);
        from = part.next;
        this.progress.textContent = words.progress(this.hits.length, part.searchedBytes, part.totalBytes);
      }
      if (run === this.run && this.hits.length === 0) this.progress.textContent = words.none;
    } catch (error) {
      const { message, nextStep } = errorData(error);
      this.progress.textContent = `${message} ${nextStep}`;
    }
    if (run === this.run) this.stop.hidden = true;
  }

  private add(hits: readonly SearchHit[]): void {
    const before = this.hits.length;
    this.hits.push(...hits);
    for (const [index, hit] of hits.entries()) {
      if (before + index < shownHits) this.list.append(this.item(hit, before + index));
    }
    if (before === 0 && hits.length > 0) {
      roveFocus(this.list, (index) => {
        this.goTo(index);
      });
      this.move(1);
    }
  }

  private item(hit: SearchHit, index: number): HTMLElement {
    const { address, space } = foundPlace(hit);
    const text = space.physical ? words.physical(address.toString(16)) : addressText(address);
    const item = element(
      'li',
      { tabindex: '-1' },
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
    for (const [at, item] of [...this.list.children].entries()) {
      item.classList.toggle('current', at === index);
    }
    this.list.children[index]?.scrollIntoView({ block: 'nearest' });
    this.go(foundPlace(hit));
  }
}

function foundPlace({ physical, virtual }: SearchHit): FoundPlace {
  return virtual === undefined
    ? { address: BigInt(physical), space: physicalSpace }
    : { address: BigInt(virtual), space: virtualSpace };
}
