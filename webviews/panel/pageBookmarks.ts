import { Emitter } from '../../core/base/emitter';
import type { Bookmark } from '../../core/protocol/bookmark';

/** The dump's bookmarks, whichever of its panels keeps or forgets one. */
export class PageBookmarks {
  readonly changed = new Emitter<readonly Bookmark[]>();

  constructor(private known: readonly Bookmark[]) {}

  get all(): readonly Bookmark[] {
    return this.known;
  }

  /** The extension says so. */
  receive(bookmarks: readonly Bookmark[]): void {
    this.known = bookmarks;
    this.changed.fire(bookmarks);
  }
}
