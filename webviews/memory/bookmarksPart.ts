import { isSamePlace, type Bookmark } from '../../core/protocol/bookmark';
import { iconButton } from '../panel/iconButton';
import { ownLink, type Follow } from '../panel/placeLink';
import { element } from '../shared/element';
import { addressText, memoryPlace, physicalSpace, virtualSpace } from './model/addressSpace';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

const words = strings.bookmarks;

/** Places of this dump that a person wants to come back to. */
export class BookmarksPart {
  private readonly list = element('ul', { class: 'code' });
  readonly root = element(
    'section',
    { class: 'bookmarks', 'aria-label': words.title },
    element('h2', {}, words.title),
    this.list,
  );

  /** @param say that one was kept or forgotten */
  constructor(
    private readonly shown: ShownMemory,
    private readonly follow: Follow,
    private readonly say: (text: string) => void,
  ) {
    shown.host.bookmarks.changed.listen(() => {
      this.draw();
    });
    this.draw();
  }

  /** Keeps the place at the cursor, or forgets it when it is kept. */
  async toggle(): Promise<void> {
    const { start, space, loader } = this.shown;
    const address = `0x${start.toString(16)}`;
    await this.toggleAt({ address, physical: space.physical, note: loader.nameAt(start) ?? '' });
  }

  private async toggleAt(bookmark: Bookmark): Promise<void> {
    const isKept = this.all.some((each) => isSamePlace(each, bookmark));
    await this.shown.host.ask('toggleBookmark', { bookmark });
    this.say(isKept ? words.forgotten : words.kept);
  }

  private get all(): readonly Bookmark[] {
    return this.shown.host.bookmarks.all;
  }

  private draw(): void {
    this.root.hidden = this.all.length === 0;
    this.list.replaceChildren(...this.all.map((bookmark) => this.item(bookmark)));
  }

  private item(bookmark: Bookmark): HTMLElement {
    const { physical, note } = bookmark;
    const address = BigInt(bookmark.address);
    const text = physical ? `p:${address.toString(16)}` : addressText(address);
    const place = memoryPlace(address, physical ? physicalSpace : virtualSpace);
    return element(
      'li',
      {},
      ownLink(text, place, this.follow),
      ' ',
      element('span', { class: 'note' }, note),
      iconButton('×', words.forget(text), () => void this.toggleAt(bookmark)),
    );
  }
}
