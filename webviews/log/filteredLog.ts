import { CancellationSource, type ProgressListener } from '../../core/base/cancellation';
import { errorData } from '../../core/base/errors';
import { filteredDocument } from './filterRun';
import type { LogDocument } from './logDocument';
import type { LogView } from './logView';
import { compileFilter, isFiltering, noFilter, type LogFilter, type RecordTest } from './model/filterQuery';
import type { LogStore } from './model/logStore';
import { logText } from './model/logText';
import { matchingRecords } from './model/matchingRecords';

export interface FilteredLogListener {
  readonly progress: ProgressListener;
  /** Another document is shown now. */
  shown(): void;
}

/** The whole log and, while a filter is on, a second document of what passes it: turning it off costs nothing. */
export class FilteredLog {
  filter: LogFilter = noFilter;
  /** Why a part of the filter was not understood. */
  problem: string | undefined;
  private filtered: { readonly document: LogDocument; readonly test: RecordTest } | undefined;
  private run: CancellationSource | undefined;

  constructor(
    private readonly store: LogStore,
    private readonly whole: LogDocument,
    private readonly view: LogView,
    /** Time of the panic, from which negative times count. */
    private readonly panicUs: () => number,
    private readonly listener: FilteredLogListener,
  ) {}

  /** A filter that is still at work is given up for the new one. */
  async setFilter(filter: LogFilter): Promise<void> {
    this.cancel();
    this.filter = filter;
    const { test, problem } = compileFilter(filter, this.panicUs());
    this.problem = problem;
    if (!isFiltering(filter)) {
      this.show(undefined);
      return;
    }
    const run = new CancellationSource();
    this.run = run;
    try {
      const document = await filteredDocument(this.store, test, run, this.listener.progress);
      this.show({ document, test });
    } catch (error) {
      if (errorData(error).code !== 'cancelled') throw error;
    }
  }

  /** Leaves what is shown as it is. */
  cancel(): void {
    this.run?.cancel();
    this.run = undefined;
  }

  /** Takes in the records [from, to) that were just loaded. */
  addOlder(from: number, to: number): void {
    const everything = matchingRecords(this.store, () => true, from, to);
    this.view.addOlder(this.whole, logText(this.store, everything));
    if (!this.filtered) return;
    const { document, test } = this.filtered;
    this.view.addOlder(document, logText(this.store, matchingRecords(this.store, test, from, to)));
  }

  private show(filtered: { readonly document: LogDocument; readonly test: RecordTest } | undefined): void {
    const previous = this.filtered;
    this.run = undefined;
    this.filtered = filtered;
    this.view.show(filtered?.document ?? this.whole);
    previous?.document.dispose();
    this.listener.shown();
  }
}
