import { createHash } from 'node:crypto';
import type { Memento } from 'vscode';

/** Which log a panel shows: of a dump, or saved as text. */
export interface ShownLog {
  readonly uri: string;
  readonly saved: boolean;
}

const storageKey = 'shownLogs';
const rememberedLogs = 50;

/**
 * What a panel needs to come back after a reload. A page must never name a path, so it keeps a key, and the log behind
 * the key is kept here. A log stays known when its panel closes: a reload closes panels too, and nobody can tell which
 * of both it is.
 */
export class ShownLogs {
  constructor(private readonly storage: Memento) {}

  async remember(log: ShownLog): Promise<void> {
    const others = this.logs.filter((known) => keyOf(known) !== keyOf(log));
    await this.storage.update(storageKey, [...others, log].slice(-rememberedLogs));
  }

  find(key: string): ShownLog | undefined {
    return this.logs.find((log) => keyOf(log) === key);
  }

  private get logs(): readonly ShownLog[] {
    return this.storage.get<readonly ShownLog[]>(storageKey, []);
  }
}

/** Names a log without telling its path. */
export function keyOf(log: ShownLog): string {
  const { uri, saved } = log;
  return createHash('sha256').update(JSON.stringify({ uri, saved })).digest('hex').slice(0, 32);
}
