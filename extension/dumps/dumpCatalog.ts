import { CancellationSource, type CancellationToken } from '../../core/base/cancellation';
import { Emitter, type Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { FileSummary } from '../../core/protocol/dumpSummary';
import type { DumpReader } from './dumpReader';
import { DumpList } from './dumpList';
import { FailedReads } from './failedReads';
import type { KnownDumps } from './knownDumps';
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
  private folderProblems: readonly FolderProblem[] = [];
  private busyWith: CatalogWork = { kind: 'none' };
  private running = new CancellationSource();
  private readonly failed = new FailedReads();
  private readonly list: DumpList;
  private isSearched = false;

  constructor(
    private readonly find: (token: CancellationToken) => Promise<FolderSearch>,
    private readonly reader: Pick<DumpReader, 'read' | 'stop'>,
    private readonly known: KnownDumps,
  ) {
    this.list = new DumpList(known, this.failed);
  }

  get dumps(): readonly ListedDump[] {
    return this.list.all;
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
    const dump = this.list.get(path);
    if (!dump) return;
    this.list.addDiagnosis(dump, diagnosis);
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

  private async summarizeAll(files: readonly CandidateFile[], token: CancellationToken): Promise<void> {
    const unread = this.list.replace(files);
    this.changed.fire();
    const partsOfOthers = new Set<string>();
    for (const file of unread) {
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
    this.list.remove(file);
    switch (result.kind) {
      case 'other':
        this.failed.rememberOther(file);
        return;
      case 'broken':
      case 'unreadable':
        this.list.addBroken(file, result.error);
        break;
      case 'dump':
        for (const part of result.summary.parts) partsOfOthers.add(part);
        this.list.addSummarized(file, result.summary);
    }
    this.changed.fire();
  }

  private async readCrash(path: string, token: CancellationToken): Promise<void> {
    const dump = this.list.get(path);
    if (!dump || dump.diagnosis) return;
    this.list.startReading(dump);
    this.changed.fire();
    const outcome = await this.reader.read('diagnose', path).then(
      (diagnosis) => ({ diagnosis }),
      (error: unknown) => ({ error: errorData(error) }),
    );
    // Somebody may have opened it meanwhile.
    if (this.list.get(path)?.isBeingRead !== true) return;
    if (token.isCancelled) this.list.stopReading(dump);
    else if ('diagnosis' in outcome) this.list.addDiagnosis(dump, outcome.diagnosis);
    else this.list.addFailure(dump, outcome.error);
    this.changed.fire();
  }
}
