import type { Problem } from '../base/problem';
import { finish, mapSteps } from '../base/steps';
import { entryAt } from './containerOf';
import { chainBroken } from './errors';
import type { TypedObject } from './typedObject';
import { walkProblem } from './walkProblem';

/** What a walk along a chain found: all of it up to where the chain breaks, and what broke it. */
export interface Walk {
  readonly entries: readonly TypedObject[];
  /** Undefined when the chain was whole. */
  readonly problem?: Problem;
}

/** More entries than memory of a terabyte holds tasks; a loop elsewhere than at the head ends earlier. */
const maxEntries = 1 << 22;

/**
 * The structs on a circular `list_head` list, `member` being the list_head inside each. A broken list is walked from
 * its other end as well, so that only what lies between two breaks is lost.
 */
export function walkList(head: TypedObject, structName: string, member: string): Walk {
  return finish(listEntries(head, structName, member));
}

/** The same, struct by struct: each comes as it is found, while the page that it stands in is at hand. */
export function* listEntries(
  head: TypedObject,
  structName: string,
  member: string,
): Generator<TypedObject, Walk> {
  const entryOf = entryAt(head, structName, member);
  const forward = yield* mapSteps(follow(head, 'next', 'next', head.address), entryOf);
  if (!forward.problem) return { entries: forward.links.map(entryOf) };
  const backward = yield* mapSteps(follow(head, 'prev', 'prev', head.address), entryOf);
  const links = joined(forward.links, [...backward.links].reverse());
  return { entries: links.map(entryOf), problem: forward.problem };
}

/** The same of a list that is worth nothing unless whole. @throws VmcoreError `chain-broken` */
export function walkWholeList(head: TypedObject, structName: string, member: string): Walk['entries'] {
  const { entries, problem } = walkList(head, structName, member);
  if (problem) throw chainBroken(problem);
  return entries;
}

/**
 * The other structs on the list that `link` is on, from it to both sides as far as the head: the head itself is not
 * read, so the list is whole even when the dump lacks it.
 */
export function walkFrom(link: TypedObject, headAddress: bigint, structName: string, member: string): Walk {
  const forward = finish(follow(link, 'next', 'next', headAddress));
  const backward = finish(follow(link, 'prev', 'prev', headAddress));
  const links = joined([...backward.links].reverse(), forward.links);
  const problem = forward.problem ?? backward.problem;
  return { entries: links.map(entryAt(link, structName, member)), ...(problem && { problem }) };
}

/** The structs on an `hlist_head` list, `member` being the hlist_node inside each. */
export function walkHashList(head: TypedObject, structName: string, member: string): Walk {
  const { links, problem } = finish(follow(head, 'first', 'next', 0n));
  return { entries: links.map(entryAt(head, structName, member)), ...(problem && { problem }) };
}

interface Links {
  readonly links: readonly TypedObject[];
  readonly problem?: Problem;
}

/**
 * Nodes one after the other until the chain comes to `end`. A node counts once its own link has been read: a wild
 * pointer leads to anything.
 */
function* follow(
  start: TypedObject,
  first: string,
  next: string,
  end: bigint,
): Generator<TypedObject, Links> {
  const links: TypedObject[] = [];
  const seen = new Set<bigint>([start.address]);
  const stop = (reason: string): Links => ({
    links,
    problem: walkProblem('list', start.address, links.length, { reason }),
  });
  try {
    let node = start.member(first).target;
    while (node.address !== end) {
      if (node.address === 0n) return stop('it ends with a null pointer');
      if (seen.has(node.address)) return stop('it runs in a circle');
      if (links.length >= maxEntries) return stop('it does not end');
      const following = node.member(next).target;
      seen.add(node.address);
      links.push(node);
      yield node;
      node = following;
    }
    return { links };
  } catch (error) {
    return { links, problem: walkProblem('list', start.address, links.length, { error }) };
  }
}

/** Where both ways met, nodes are there twice. */
function joined(before: readonly TypedObject[], behind: readonly TypedObject[]): TypedObject[] {
  const known = new Set(before.map(({ address }) => address));
  return [...before, ...behind.filter(({ address }) => !known.has(address))];
}
