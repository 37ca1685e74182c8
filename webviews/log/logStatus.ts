import { unknownLevel } from '../../core/protocol/overview';
import type { FilteredLog } from './filteredLog';
import type { LogDocument } from './logDocument';
import type { LogView } from './logView';
import { isFiltering } from './model/filterQuery';
import { lowestLevel } from './model/levels';
import type { LogStore } from './model/logStore';
import type { Overlay } from '../shared/overlay';
import type { StatusAction, StatusLine } from '../shared/statusLine';
import { strings } from './strings';

/** Keeps the status line and what covers the log in step with what is loaded and shown. */
export class LogStatus {
  constructor(
    private readonly store: LogStore,
    private readonly whole: LogDocument,
    private readonly view: LogView,
    private readonly log: FilteredLog,
    private readonly overwritten: number | undefined,
    private readonly line: StatusLine,
    private readonly overlay: Overlay,
    private readonly clearFilter: StatusAction,
  ) {}

  update(): void {
    if (this.whole.isEmpty) return;
    this.line.showCounts(this.counts());
    const { loadedFrom, total } = this.store;
    if (loadedFrom > 0) this.line.showNote(strings.loading(total - loadedFrom, total));
    else this.line.clearNote();
    if (this.view.shown.isEmpty)
      this.overlay.showMessage(strings.noMatch(this.log.filter), this.hint(), this.clearFilter);
    else this.overlay.hide();
  }

  private hint(): string {
    const withoutLevels = this.store.level(this.store.total - 1) === unknownLevel;
    return withoutLevels && this.log.filter.maxLevel < lowestLevel ? strings.noLevels : '';
  }

  /** “1,204 of 13,400 lines · 2,118 older messages overwritten” */
  private counts(): string {
    const shown = this.view.shown.lines.lineCount;
    const all = this.whole.lines.lineCount;
    const parts = [isFiltering(this.log.filter) ? strings.linesOf(shown, all) : strings.lines(all)];
    if (this.overwritten) parts.push(strings.overwritten(this.overwritten));
    return parts.join(' · ');
  }
}
