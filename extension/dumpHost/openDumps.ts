import type { Disposable } from '../../core/base/emitter';
import type { OpenDump } from './openDump';

/** A share in an open dump: the dump stays open while anybody holds one. */
export interface DumpLease extends Disposable {
  readonly dump: OpenDump;
}

interface Entry {
  readonly dump: OpenDump;
  holders: number;
  closing: NodeJS.Timeout | undefined;
}

/** All dumps that are open, each once, however many editors and panels show it. */
export class OpenDumps<Resource extends { toString(): string }> implements Disposable {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly openDump: (resource: Resource) => OpenDump,
    /** Moving an editor or reloading a page lets go for a moment; the dump host waits this long. */
    private readonly lingerMs = 500,
  ) {}

  acquire(resource: Resource): DumpLease {
    const key = resource.toString();
    const entry = this.entries.get(key) ?? this.add(key, resource);
    entry.holders += 1;
    clearTimeout(entry.closing);
    let held = true;
    return {
      dump: entry.dump,
      dispose: () => {
        if (held) this.release(key, entry);
        held = false;
      },
    };
  }

  dispose(): void {
    for (const { dump, closing } of this.entries.values()) {
      clearTimeout(closing);
      dump.dispose();
    }
    this.entries.clear();
  }

  private add(key: string, resource: Resource): Entry {
    const entry: Entry = { dump: this.openDump(resource), holders: 0, closing: undefined };
    this.entries.set(key, entry);
    return entry;
  }

  private release(key: string, entry: Entry): void {
    entry.holders -= 1;
    if (entry.holders > 0) return;
    entry.closing = setTimeout(() => {
      this.entries.delete(key);
      entry.dump.dispose();
    }, this.lingerMs);
  }
}
