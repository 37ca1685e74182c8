import type { Memento } from 'vscode';
import { LineHistory } from './lineHistory';

const storageKey = 'consoleHistory';

/** The lines that were entered in this workspace, in whichever console; they outlive the window. */
export class SavedHistory {
  constructor(private readonly storage: Memento) {}

  /** For one console: where a person looks in it is its own. */
  open(): LineHistory {
    return new LineHistory(this.lines);
  }

  get lines(): readonly string[] {
    const saved: unknown = this.storage.get(storageKey);
    return Array.isArray(saved) ? saved.filter((line) => typeof line === 'string') : [];
  }

  async add(line: string): Promise<void> {
    const history = this.open();
    history.add(line);
    await this.storage.update(storageKey, history.lines);
  }
}
