import { CancellationSource, type CancellationToken } from '../../core/base/cancellation';
import { Emitter, type Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { FileSummary } from '../../core/protocol/dumpSummary';
import type { DumpReader } from './dumpReader';
import { FailedReads } from './failedReads';
import type { KnownDump, KnownDumps } from './knownDumps';
import type { ListedDump } from './listedDump';
import type { CandidateFile, FolderProblem, FolderSearch } from './searchFolder';

/** What the catalog is busy with. */
export type CatalogWork =
  | { readonly kind: 'none' }
  | { readonly kind: 'searching' }
  /** Why machines went down; `done` of `total` dumps. */
  | { readonly kind: 'reading'; readonly done: number; readonly total: number };

/** Which dumps there are, and what is known of each: first what its header tells, later why its machine went down. */
export class DumpCatalog implements Disposable {
  readonly changed = new Emitter<void>();
  private found = new Map<string, ListedDump>();
  private files = new Map<string, CandidateFile>();
  private folderProblems: readonly FolderProblem[] = [];
  private busyWith: CatalogWork = { kind: 'none' };
  private running = new CancellationSource();
  private readonly failed = new FailedReads();
  private isSearched = false;

  constructor(
    private readonly find: (token: CancellationToken) => Promise<FolderSearch>,
    private readonly reader: Pick<DumpReader, 'read' | 'stop'>,
    private readonly known: KnownDumps,
  ) {}

  get dumps(): readonly ListedDump[] {
    return [...this.found.values()];
  }

  get problems(): readonly FolderProblem[] {
    return this.folderProblems;
  }

  get work(): CatalogWork {
    return this.busyWith;
  }

  /** A search ended, and nobody said since that anything changed. */
  get isUpToDate(): boolean {
    return this.isSearched;
  }

  /** Something changed where dumps are looked for. */
  invalidate(): void {
    this.isSearched = false;
  }

  /** Forgets in which files nothing could be read, so that the next search tries again. */
  forgetFailures(): void {
    this.failed.clear();
  }

  /** Searches all folders anew; one that goes on is given up. */
  async search(): Promise<void> {
    this.isSearched = false;
    await this.run({ kind: 'searching' }, async (token) => {
      const { files, problems } = await this.find(token);
      if (token.isCancelled) return;
      this.folderProblems = problems;
      await this.summarizeAll(files, token);
    });
  }

  /** Reads why machines went down, one dump at a time, until all are read or `cancel` is called. */
  async readCrashes(): Promise<void> {
    const waiting = this.dumps.filter(({ summary, diagnosis, error }) => summary && !diagnosis && !error);
    await this.run({ kind: 'reading', done: 0, total: waiting.length }, async (token) => {
      for (const [done, { path }] of waiting.entries()) {
        if (token.isCancelled) return;
        this.busyWith = { kind: 'reading', done, total: waiting.length };
        await this.readCrash(path, token);
      }
    });
  }

  /** Gives up what goes on; what was found stays. */
  cancel(): void {
    if (this.busyWith.kind === 'none') return;
    this.running.cancel();
    this.reader.stop();
  }

  /** Somebody opened the dump, and so its verdict is known. */
  learn(path: string, diagnosis: DumpDiagnosis): void {
    const dump = this.found.get(path);
    if (!dump) return;
    const { modifiedMs, sizeBytes, summary } = dump;
    this.found.set(path, { path, modifiedMs, sizeBytes, ...(summary && { summary }), diagnosis });
    this.remember(path, { diagnosis });
    this.changed.fire();
    void this.known.save();
  }

  dispose(): void {
    this.cancel();
  }

  private async run(work: CatalogWork, steps: (token: CancellationToken) => Promise<void>): Promise<void> {
    this.cancel();
    const token = new CancellationSource();
    this.running = token;
    this.busyWith = work;
    this.changed.fire();
    try {
      await steps(token);
    } finally {
      if (this.running === token) {
        this.busyWith = { kind: 'none' };
        this.reader.stop();
      }
      this.changed.fire();
      await this.known.save();
    }
  }

  /** Those that are known are there at once; others keep what was known of them until they are read. */
  private async summarizeAll(files: readonly CandidateFile[], token: CancellationToken): Promise<void> {
    const before = this.found;
    this.files = new Map(files.map((file) => [file.path, file]));
    this.found = new Map();
    const unknown: CandidateFile[] = [];
    for (const file of files) {
      const known = this.known.find(file);
      const shown = known?.summary ? this.listed(file, known) : before.get(file.path);
      if (shown) this.found.set(file.path, shown);
      if (!known?.summary && !this.failed.isOther(file)) unknown.push(file);
    }
    this.changed.fire();
    const partsOfOthers = new Set<string>();
    for (const file of unknown) {
      if (token.isCancelled) return;
      if (!partsOfOthers.has(file.path)) await this.summarize(file, partsOfOthers, token);
    }
    this.isSearched = true;
  }

  private async summarize(
    file: CandidateFile,
    partsOfOthers: Set<string>,
    token: CancellationToken,
  ): Promise<void> {
    const result = await this.reader.read('summarize', file.path).catch((error: unknown): FileSummary => {
      return { kind: 'broken', error: errorData(error) };
    });
    if (token.isCancelled) return;
    this.found.delete(file.path);
    switch (result.kind) {
      case 'other':
        this.failed.rememberOther(file);
        return;
      case 'broken':
      case 'unreadable':
        this.found.set(file.path, { ...file, error: result.error });
        break;
      case 'dump': {
        const { summary } = result;
        for (const part of summary.parts) partsOfOthers.add(part);
        const first = this.files.get(summary.parts[0] ?? file.path) ?? file;
        // Of a split set, files beside it can come and go: it is looked at each time.
        if (summary.parts.length === 1) this.known.remember(file, { summary });
        this.found.set(first.path, this.listed(first, { ...this.known.find(first), summary }));
      }
    }
    this.changed.fire();
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

  private async readCrash(path: string, token: CancellationToken): Promise<void> {
    const dump = this.found.get(path);
    const file = this.files.get(path);
    if (!dump || dump.diagnosis) return;
    this.found.set(path, { ...dump, isBeingRead: true });
    this.changed.fire();
    const outcome = await this.reader.read('diagnose', path).then(
      (diagnosis) => ({ diagnosis }),
      (error: unknown) => ({ error: errorData(error) }),
    );
    // Somebody may have opened it meanwhile.
    if (this.found.get(path)?.isBeingRead !== true) return;
    if (token.isCancelled) this.found.set(path, dump);
    else {
      this.found.set(path, { ...dump, ...outcome });
      if ('diagnosis' in outcome) this.remember(path, outcome);
      else if (file) this.failed.rememberError(file, outcome.error);
    }
    this.changed.fire();
  }

  private remember(path: string, known: KnownDump): void {
    const file = this.files.get(path);
    if (file) this.known.remember(file, known);
  }
}
