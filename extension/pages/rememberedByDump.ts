import type { Memento } from 'vscode';

const rememberedDumps = 50;

interface Remembered<Value> {
  readonly path: string;
  readonly value: Value;
}

/** What a person set for a dump, by its file, so that a reload brings it back; of the dumps used last. */
export class RememberedByDump<Value> {
  constructor(
    private readonly storage: Memento,
    private readonly storageKey: string,
  ) {}

  find(path: string): Value | undefined {
    return this.all.find((known) => known.path === path)?.value;
  }

  async remember(path: string, value: Value): Promise<void> {
    await this.storage.update(
      this.storageKey,
      [...this.others(path), { path, value }].slice(-rememberedDumps),
    );
  }

  async forget(path: string): Promise<void> {
    await this.storage.update(this.storageKey, this.others(path));
  }

  private others(path: string): readonly Remembered<Value>[] {
    return this.all.filter((known) => known.path !== path);
  }

  private get all(): readonly Remembered<Value>[] {
    return this.storage.get<readonly Remembered<Value>[]>(this.storageKey, []);
  }
}
