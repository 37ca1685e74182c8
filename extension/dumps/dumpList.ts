import type { ErrorData } from '../../core/base/errors';
import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { DumpSummary } from '../../core/protocol/dumpSummary';
import type { FailedReads } from './failedReads';
import type { KnownDump, KnownDumps } from './knownDumps';
import type { ListedDump } from './listedDump';
import type { CandidateFile } from './searchFolder';

/** The dumps that a search has found, each with what is known of it by now. */
export class DumpList {
  private dumps = new Map<string, ListedDump>();
  private files = new Map<string, CandidateFile>();

  constructor(
    private readonly known: KnownDumps,
    private readonly failed: FailedReads,
  ) {}

  get all(): readonly ListedDump[] {
    return [...this.dumps.values()];
  }

  get(path: string): ListedDump | undefined {
    return this.dumps.get(path);
  }

  /**
   * These files were found. Those that are known are listed at once; others keep what was known of them.
   * @returns those that nobody has read as they are
   */
  replace(files: readonly CandidateFile[]): readonly CandidateFile[] {
    const before = this.dumps;
    this.files = new Map(files.map((file) => [file.path, file]));
    this.dumps = new Map();
    const unread: CandidateFile[] = [];
    for (const file of files) {
      const known = this.known.find(file);
      const shown = known?.summary ? this.listed(file, known) : before.get(file.path);
      if (shown) this.dumps.set(file.path, shown);
      if (!known?.summary && !this.failed.isOther(file)) unread.push(file);
    }
    return unread;
  }

  remove({ path }: CandidateFile): void {
    this.dumps.delete(path);
  }

  addBroken(file: CandidateFile, error: ErrorData): void {
    this.dumps.set(file.path, { ...file, error });
  }

  /** A split set is listed by its first part. */
  addSummarized(file: CandidateFile, summary: DumpSummary): void {
    const first = this.files.get(summary.parts[0] ?? file.path) ?? file;
    // Of a split set, files beside it can come and go: it is looked at each time.
    if (summary.parts.length === 1) this.known.remember(file, { summary });
    this.dumps.set(first.path, this.listed(first, { ...this.known.find(first), summary }));
  }

  /** Why the machine went down is being read; `stopReading` with the same dump takes that back. */
  startReading(dump: ListedDump): void {
    this.dumps.set(dump.path, { ...dump, isBeingRead: true });
  }

  stopReading(dump: ListedDump): void {
    this.dumps.set(dump.path, dump);
  }

  addDiagnosis({ path, modifiedMs, sizeBytes, summary }: ListedDump, diagnosis: DumpDiagnosis): void {
    this.dumps.set(path, { path, modifiedMs, sizeBytes, ...(summary && { summary }), diagnosis });
    const file = this.files.get(path);
    if (file) this.known.remember(file, { diagnosis });
  }

  addFailure(dump: ListedDump, error: ErrorData): void {
    this.dumps.set(dump.path, { ...dump, error });
    const file = this.files.get(dump.path);
    if (file) this.failed.rememberError(file, error);
  }

  private listed(file: CandidateFile, { summary, diagnosis }: KnownDump): ListedDump {
    const error = this.failed.errorOf(file);
    return {
      path: file.path,
      modifiedMs: file.modifiedMs,
      sizeBytes: summary?.sizeBytes ?? file.sizeBytes,
      ...(summary && { summary }),
      ...(diagnosis && { diagnosis }),
      ...(error && !diagnosis && { error }),
    };
  }
}
