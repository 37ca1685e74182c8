import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * An empty folder that only this user can enter: an engine's working folder and home, so that no start-up file of
 * anybody is read and nothing is written beside a dump.
 */
export class PrivateFolder {
  /** mkdtemp makes it with mode 0700. */
  readonly path = mkdtempSync(join(tmpdir(), 'vmcore-'));
  private readonly remove = (): void => {
    rmSync(this.path, { recursive: true, force: true });
  };

  constructor() {
    process.once('exit', this.remove);
  }

  dispose(): void {
    try {
      this.remove();
      process.off('exit', this.remove);
    } catch {
      // Too many open files: it is removed when this process ends.
    }
  }
}
