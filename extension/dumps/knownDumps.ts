import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { DumpSummary } from '../../core/protocol/dumpSummary';
import type { CandidateFile } from './searchFolder';

/** As VS Code keeps small things for an extension (`vscode.Memento`). */
export interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface KnownDump {
  readonly summary?: DumpSummary;
  readonly diagnosis?: DumpDiagnosis;
}

interface Entry extends KnownDump {
  readonly stamp: string;
}

const storeKey = 'dumps';
/** Some 1.5 kB each. */
const maxEntries = 500;

/** What was read of dumps before, in other windows and sessions, too; as long as a file stays as it is. */
export class KnownDumps {
  /** In the order of use, the oldest first. */
  private readonly entries: Map<string, Entry>;
  private isChanged = false;

  constructor(
    private readonly store: Store,
    /** Another version of ours may read more, or judge otherwise. */
    private readonly version: string,
  ) {
    this.entries = new Map(Object.entries((store.get(storeKey) ?? {}) as Readonly<Record<string, Entry>>));
  }

  find(file: CandidateFile): KnownDump | undefined {
    const entry = this.entries.get(file.path);
    return entry?.stamp === this.stampOf(file) ? entry : undefined;
  }

  /** Adds to what is known of it. */
  remember(file: CandidateFile, known: KnownDump): void {
    const entry = { ...this.find(file), ...known, stamp: this.stampOf(file) };
    this.entries.delete(file.path);
    this.entries.set(file.path, entry);
    this.isChanged = true;
  }

  async save(): Promise<void> {
    if (!this.isChanged) return;
    this.isChanged = false;
    const kept = [...this.entries].slice(-maxEntries);
    await this.store.update(storeKey, Object.fromEntries(kept));
  }

  private stampOf({ sizeBytes, modifiedMs }: CandidateFile): string {
    return `${sizeBytes} ${modifiedMs} ${this.version}`;
  }
}
