import type { Memento } from 'vscode';
import { Emitter } from '../../core/base/emitter';
import { isSamePlace, type Bookmark } from '../../core/protocol/bookmark';
import type { OpenDump } from '../dumpHost/openDump';
import { RememberedByDump } from '../pages/rememberedByDump';

const maxBookmarks = 1000;

/** The bookmarks of each dump: all of its panels show them, and a reload brings them back. */
export class Bookmarks {
  private readonly remembered: RememberedByDump<readonly Bookmark[]>;
  /** This dump has other ones. */
  readonly changed = new Emitter<OpenDump>();

  constructor(storage: Memento) {
    this.remembered = new RememberedByDump(storage, 'bookmarks');
  }

  of({ path }: OpenDump): readonly Bookmark[] {
    return this.remembered.find(path) ?? [];
  }

  /** Keeps the place, or forgets it where it is kept. */
  async toggle(dump: OpenDump, place: Bookmark): Promise<void> {
    const all = this.of(dump);
    const others = all.filter((each) => !isSamePlace(each, place));
    const next = others.length < all.length ? others : [...all, place].slice(-maxBookmarks);
    await this.remembered.remember(dump.path, next);
    this.changed.fire(dump);
  }
}
