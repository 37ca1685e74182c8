import { createHash } from 'node:crypto';
import type { Memento } from 'vscode';

const rememberedViews = 50;

/**
 * What panels need to come back after a reload. A page must never name a path, so it keeps a key, and what it showed is
 * kept here behind the key. It stays known when its panel closes: a reload closes panels too, and nobody can tell which
 * of both it is.
 */
export class RememberedViews<View extends object> {
  constructor(
    private readonly storage: Memento,
    /** One a kind of view. */
    private readonly storageKey: string,
  ) {}

  async remember(view: View): Promise<void> {
    const others = this.views.filter((known) => keyOf(known) !== keyOf(view));
    await this.storage.update(this.storageKey, [...others, view].slice(-rememberedViews));
  }

  find(key: string): View | undefined {
    return this.views.find((view) => keyOf(view) === key);
  }

  /** By the state that a page saved, which may be of any shape. */
  findByState(state: unknown): View | undefined {
    const key = (state as { restoreKey?: unknown } | undefined)?.restoreKey;
    return typeof key === 'string' ? this.find(key) : undefined;
  }

  private get views(): readonly View[] {
    return this.storage.get<readonly View[]>(this.storageKey, []);
  }
}

/** Names a view without telling its path. */
export function keyOf(view: object): string {
  const members = Object.entries(view).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(members)).digest('hex').slice(0, 32);
}
