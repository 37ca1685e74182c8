import type { Memento } from 'vscode';
import type { TaskContext } from '../../core/protocol/taskContext';

const storageKey = 'taskContexts';
const rememberedDumps = 50;

interface ContextOfFile {
  readonly path: string;
  readonly context: TaskContext;
}

/** The tasks that a person set, by file, so that a reload brings them back. */
export class RememberedContexts {
  constructor(private readonly storage: Memento) {}

  find(path: string): TaskContext | undefined {
    return this.all.find((known) => known.path === path)?.context;
  }

  async remember(path: string, context: TaskContext): Promise<void> {
    await this.storage.update(storageKey, [...this.others(path), { path, context }].slice(-rememberedDumps));
  }

  async forget(path: string): Promise<void> {
    await this.storage.update(storageKey, this.others(path));
  }

  private others(path: string): readonly ContextOfFile[] {
    return this.all.filter((known) => known.path !== path);
  }

  private get all(): readonly ContextOfFile[] {
    return this.storage.get<readonly ContextOfFile[]>(storageKey, []);
  }
}
