import type { Problem } from '../base/problem';
import { errorData } from '../base/errors';
import { hex, virtualAddress } from '../base/address';
import { cDeclaration } from './cText';
import { memberMissing, typeMissing } from './errors';
import { offsetOf } from './layout';
import { TypedObject } from './typedObject';

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
  const forward = follow(head, 'next');
  const links = forward.problem ? joinEnds(forward.links, follow(head, 'prev').links) : forward.links;
  return withEntries(links, forward.problem, entryAt(head, structName, member));
}

/** The structs on an `hlist_head` list, `member` being the hlist_node inside each. */
export function walkHashList(head: TypedObject, structName: string, member: string): Walk {
  const { links, problem } = follow(head, 'first', 'next');
  return withEntries(links, problem, entryAt(head, structName, member));
}

interface Links {
  readonly links: readonly TypedObject[];
  readonly problem?: Problem;
}

function withEntries(links: readonly TypedObject[], problem: Problem | undefined, entryOf: EntryAt): Walk {
  const entries = links.map(entryOf);
  return problem ? { entries, problem } : { entries };
}

/**
 * Nodes one after the other until the chain comes back to its head or ends with a null pointer. A node counts once its
 * own link has been read: a wild pointer leads to anything.
 */
function follow(head: TypedObject, first: string, next = first): Links {
  const links: TypedObject[] = [];
  const seen = new Set<bigint>();
  const stop = (reason: string): Links => ({ links, problem: broken(head, links, reason) });
  let last = head;
  try {
    let node = head.member(first).target;
    while (node.address !== 0n && node.address !== head.address) {
      if (seen.has(node.address)) return stop('it runs in a circle');
      if (links.length >= maxEntries) return stop('it does not end');
      const following = node.member(next).target;
      seen.add(node.address);
      links.push(node);
      last = node;
      node = following;
    }
    const isCircular = first === next;
    return isCircular && node.address === 0n ? stop('it ends with a null pointer') : { links };
  } catch (error) {
    const reason = errorData(error).message.replace(/\.$/, '');
    return stop(`the link at ${hex(last.address)} leads nowhere: ${reason}`);
  }
}

/** What backwards found is in reverse order; where both ways met, nodes are there twice. */
function joinEnds(forward: readonly TypedObject[], backward: readonly TypedObject[]): TypedObject[] {
  const known = new Set(forward.map(({ address }) => address));
  return [...forward, ...backward.filter(({ address }) => !known.has(address)).reverse()];
}

function broken({ address }: TypedObject, links: readonly TypedObject[], reason: string): Problem {
  return {
    code: 'list-corrupt',
    message: `A list is corrupt: after ${links.length} entries ${reason}.`,
    at: `list head at ${hex(address)}`,
  };
}

type EntryAt = (link: TypedObject) => TypedObject;

/** The kernel's container_of(). */
function entryAt({ space }: TypedObject, structName: string, member: string): EntryAt {
  const type = space.types.findStruct(structName);
  if (!type) throw typeMissing(`struct ${structName}`);
  const offset = offsetOf(type, member);
  if (offset === undefined) throw memberMissing(cDeclaration(type), [member]);
  return ({ address }) => new TypedObject(space, type, virtualAddress(address - BigInt(offset)));
}
