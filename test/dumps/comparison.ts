import type { ReadAnswer, ReadRequest } from './lab/peerReads';

/** How many reads of one dump went which way; one line of the table that the tests print. */
export interface Tally {
  equal: number;
  /** Neither vmcore nor the peer can read there. */
  neither: number;
  onlyPeer: number;
  /** The page tables lead nowhere, but crash computes addresses of the image's window without looking at them. */
  onlyComputed: number;
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
  const tally: Tally = { equal: 0, neither: 0, onlyPeer: 0, onlyComputed: 0, onlyVmcore: 0, differing: 0 };
  const objections: string[] = [];
  for (const [index, { address, isPhysical }] of requests.entries()) {
    const verdict = verdictOn(ours[index], theirs[index], !isPhysical && isInImage(address));
    tally[verdict]++;
    if (allowed.includes(verdict)) continue;
    const where = `${isPhysical ? 'physical' : 'virtual'} ${address.toString(16)}`;
    objections.push(`${where}: vmcore ${shown(ours[index])}, peer ${shown(theirs[index])}`);
  }
  return { tally, objections };
}

function verdictOn(ours: ReadAnswer, theirs: ReadAnswer, isInImage: boolean): Verdict {
  if (theirs === undefined) return ours === undefined ? 'neither' : 'onlyVmcore';
  if (ours === undefined) return isInImage ? 'onlyComputed' : 'onlyPeer';
  return ours === theirs ? 'equal' : 'differing';
}

/** x86-64's mapping of the kernel (Documentation/arch/x86/x86_64/mm.rst);
 * what lies there outside the image, and init code after boot, is not mapped. */
function isInImage(address: bigint): boolean {
  return address >= 0xffffffff80000000n && address < 0xffffffffc0000000n;
}

const shown = (answer: ReadAnswer): string => answer?.toString(16).padStart(16, '0') ?? 'nothing';
