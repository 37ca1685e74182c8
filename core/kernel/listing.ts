import type { Problem } from '../base/problem';
import { ifKnown } from '../types/errors';

/** What was found of one kind of thing, and why it may not be all. */
export interface Listing<Entry> {
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
}

/** Reads each thing that a walk has found; one that the dump lacks is left out, and a problem says how many were. */
export function listing<Found, Entry>(
  what: string,
  walk: { readonly entries: readonly Found[]; readonly problem?: Problem },
  read: (found: Found) => Entry | undefined,
): Listing<Entry> {
  const entries: Entry[] = [];
  for (const found of walk.entries) {
    const entry = ifKnown(() => read(found));
    if (entry !== undefined) entries.push(entry);
  }
  const lost = walk.entries.length - entries.length;
  const problems = walk.problem ? [{ ...walk.problem, at: `${what}, ${walk.problem.at ?? ''}` }] : [];
  return { entries, problems: lost === 0 ? problems : [...problems, entriesLost(what, lost)] };
}

/** All of several, in their order. */
export function joined<Entry>(listings: readonly Listing<Entry>[]): Listing<Entry> {
  return {
    entries: listings.flatMap(({ entries }) => entries),
    problems: listings.flatMap(({ problems }) => problems),
  };
}

function entriesLost(what: string, count: number): Problem {
  return { code: 'entries-unreadable', message: `The dump lacks the memory of ${count} of the ${what}.` };
}
