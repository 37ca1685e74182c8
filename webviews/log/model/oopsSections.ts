import type { LogStore } from './logStore';

/** An oops, warning, lockup or panic with all it printed: records first … last. */
export interface OopsSection {
  readonly first: number;
  readonly last: number;
}

/** Longest report looked for, in records: all registers and stacks of a few hundred cpus. */
const maxRecords = 2000;

const ordinary = 0;
const opening = 1;
const panic = 2;
const closing = 3;

// The words are those of kernel/panic.c, arch/*/kernel/traps.c and mm/fault.c, kernel/watchdog.c, hung_task.c.
const closingText = /^---\[ end (trace|Kernel panic)/;
const panicText = /^Kernel panic - not syncing/;
const openingText =
  /^(?:-{4,}\[ cut here \]|(?:watchdog: )?BUG: |Unable to handle kernel |Internal error: |Oops: |general protection fault|INFO: task .* blocked for more than|rcu: INFO: .*stall)/;

/** Finds the sections of a log that arrives newest chunk first: each record's text is looked at once. */
export class OopsSections {
  private readonly marks: Uint8Array;
  private seenFrom: number;

  constructor(private readonly store: LogStore) {
    this.marks = new Uint8Array(store.total);
    this.seenFrom = store.total;
  }

  /** In the order of the log. One whose end is missing counts as a single record; a panic reaches to the end. */
  find(): OopsSection[] {
    this.markNewRecords();
    const sections: OopsSection[] = [];
    for (let record = this.seenFrom; record < this.store.total; record++) {
      if (!this.opens(record)) continue;
      const last = this.endOf(record);
      sections.push({ first: record, last });
      record = last;
    }
    return sections;
  }

  private markNewRecords(): void {
    for (let record = this.store.loadedFrom; record < this.seenFrom; record++) {
      this.marks[record] = markOf(this.store.text(record));
    }
    this.seenFrom = this.store.loadedFrom;
  }

  private opens(record: number): boolean {
    return this.marks[record] === opening || this.marks[record] === panic;
  }

  private endOf(first: number): number {
    const isPanic = this.marks[first] === panic;
    const limit = Math.min(this.store.total, first + maxRecords);
    for (let record = first + 1; record < limit; record++) {
      if (this.marks[record] === closing) return record;
      if (this.marks[record] === panic) return isPanic ? record : first;
    }
    return isPanic && limit === this.store.total ? limit - 1 : first;
  }
}

function markOf(text: string): number {
  if (openingText.test(text)) return opening;
  if (panicText.test(text)) return panic;
  return closingText.test(text) ? closing : ordinary;
}
