import type { LogView } from './logView';
import type { LogStore } from './model/logStore';

/** Where the reader is, or is to be as soon as that part of the log is loaded. */
export class PlaceInLog {
  constructor(
    private readonly view: LogView,
    private readonly store: LogStore,
    private wanted: number | undefined,
  ) {}

  get record(): number | undefined {
    return this.wanted ?? this.view.currentRecord;
  }

  /** @returns false where a filter hides the record */
  reveal(record: number): boolean {
    if (record < this.store.loadedFrom) {
      this.wanted = record;
      return true;
    }
    this.view.reveal(record);
    this.view.editor.focus();
    return this.view.currentRecord === record;
  }

  /** Records from this one on are loaded. */
  arrived(from: number): void {
    if (this.wanted === undefined || this.wanted < from) return;
    this.view.reveal(this.wanted);
    this.wanted = undefined;
  }
}
