import { placeLink, type Follow } from '../panel/placeLink';
import { iconButton } from '../panel/iconButton';
import { element } from '../shared/element';
import { addressText, memoryPlace, physicalSpace, virtualSpace } from './model/addressSpace';
import type { Bookmark } from './model/panelState';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

const words = strings.bookmarks;

/** Places of this dump that a person wants to come back to; they come back with the panel. */
export class BookmarksPart {
  private readonly list = element('ul', { class: 'code' });
  readonly root = element(
    'section',
    { class: 'bookmarks', 'aria-label': words.title },
    element('h2', {}, words.title),
    this.list,
  );

  /** @param changed there is something to tell, and to save */
  constructor(
    private readonly shown: ShownMemory,
    private bookmarks: readonly Bookmark[],
    private readonly follow: Follow,
    private readonly changed: (text: string) => void,
  ) {
    this.draw();
  }

  get all(): readonly Bookmark[] {
    return this.bookmarks;
  }

  /** Keeps the place at the cursor, or forgets it when it is kept. */
  toggle(): void {
    const { start, space, loader } = this.shown;
    const kept = this.bookmarks.find(
      ({ address, physical }) => address === start && physical === space.physical,
    );
    if (kept) {
      this.forget(kept);
      return;
    }
    const note = loader.nameAt(start) ?? '';
    this.bookmarks = [...this.bookmarks, { address: start, physical: space.physical, note }];
    this.draw();
    this.changed(words.kept);
  }

  private forget(bookmark: Bookmark): void {
    this.bookmarks = this.bookmarks.filter((each) => each !== bookmark);
    this.draw();
    this.changed(words.forgotten);
  }

  private draw(): void {
    this.root.hidden = this.bookmarks.length === 0;
    this.list.replaceChildren(...this.bookmarks.map((bookmark) => this.item(bookmark)));
  }

  private item(bookmark: Bookmark): HTMLElement {
    const { address, physical, note } = bookmark;
    const text = physical ? `p:${address.toString(16)}` : addressText(address);
    const place = memoryPlace(address, physical ? physicalSpace : virtualSpace);
    return element(
      'li',
      {},
      placeLink(text, place, this.follow),
      ' ',
      element('span', { class: 'note' }, note),
      iconButton('×', words.forget(text), () => {
        this.forget(bookmark);
      }),
    );
  }
}
