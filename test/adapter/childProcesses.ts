import { readdirSync, readFileSync } from 'node:fs';

/** The processes that `pid` started, and those that they started. */
export function descendantsOf(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const found: number[] = [];
  collect(pid, parents, found);
  return found;
}

export function isAlive(pid: number): boolean {
  return parentOf(pid) !== undefined;
}

function collect(pid: number, parents: ReadonlyMap<number, number>, into: number[]): void {
  for (const [child, parent] of parents) {
    if (parent !== pid) continue;
    into.push(child);
    collect(child, parents, into);
  }
}

/** Undefined for one that is gone, or a zombie that nobody has asked about yet. */
function parentOf(pid: number): number | undefined {
  try {
    const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return state === 'Z' || parent === undefined ? undefined : Number(parent);
  } catch {
    // It has ended between the listing and this look.
    return undefined;
  }
}
