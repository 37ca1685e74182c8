import type { ReadAnswer, ReadRequest } from './lab/peerReads';

/** How many reads of one dump went which way; one line of the table that the tests print. */
export interface Tally {
  equal: number;
  /** Neither vmcore nor the peer can read there. */
  neither: number;
  onlyPeer: number;
  onlyVmcore: number;
  differing: number;
}
export type Verdict = keyof Tally;

export interface Comparison {
  readonly tally: Tally;
  /** A line for each read with a verdict that is not allowed. */
  readonly objections: readonly string[];
}

/** Both answer the same requests; `allowed` are the verdicts that the dump and the peer make possible. */
export function compareAnswers(
  requests: readonly ReadRequest[],
  ours: readonly ReadAnswer[],
  theirs: readonly ReadAnswer[],
  allowed: readonly Verdict[],
): Comparison {
  const tally: Tally = { equal: 0, neither: 0, onlyPeer: 0, onlyVmcore: 0, differing: 0 };
  const objections: string[] = [];
  for (const [index, { address, isPhysical }] of requests.entries()) {
    const verdict = verdictOn(ours[index], theirs[index]);
    tally[verdict]++;
    if (allowed.includes(verdict)) continue;
    const where = `${isPhysical ? 'physical' : 'virtual'} ${address.toString(16)}`;
    objections.push(`${where}: vmcore ${shown(ours[index])}, peer ${shown(theirs[index])}`);
  }
  return { tally, objections };
}

function verdictOn(ours: ReadAnswer, theirs: ReadAnswer): Verdict {
  if (ours === undefined) return theirs === undefined ? 'neither' : 'onlyPeer';
  if (theirs === undefined) return 'onlyVmcore';
  return ours === theirs ? 'equal' : 'differing';
}

const shown = (answer: ReadAnswer): string => answer?.toString(16).padStart(16, '0') ?? 'nothing';
