import { errorData } from '../base/errors';
import { hex } from '../base/address';
import type { Problem } from '../base/problem';
import { structOf } from './cType';
import { findMember } from './layout';
import { strippedType } from './cType';
import { TypedObject } from './typedObject';

/** One used place of an xarray. */
export interface XarrayEntry {
  readonly index: bigint;
  /** The pointer that is kept there; an odd one is a plain number (xa_mk_value). */
  readonly entry: bigint;
}

export interface XarrayWalk {
  readonly entries: readonly XarrayEntry[];
  /** Undefined when the tree was whole. */
  readonly problem?: Problem;
}

const maxNodes = 1 << 20;
/** 64 bits of index, at least four of them a level. */
const maxDepth = 16;

/** Everything in a `struct xarray`, or in the radix tree that it was before 4.20 (include/linux/xarray.h). */
export function walkXarray(array: TypedObject): XarrayWalk {
  const head = array.member('xa_head', 'rnode').value;
  const nodeType = array.space.types.findStruct('xa_node') ?? array.space.types.findStruct('radix_tree_node');
  const entries: XarrayEntry[] = [];
  let nodes = 0;
  let problem: Problem | undefined;
  const damage = (reason: string): void => {
    const message = `A tree is corrupt: ${reason}. ${entries.length} entries were found.`;
    problem ??= { code: 'tree-corrupt', message, at: `xarray at ${hex(array.address)}` };
  };
  const visit = (entry: bigint, index: bigint, depth: number): void => {
    if (entry === 0n) return;
    if (!isNode(entry)) {
      if (!isInternal(entry)) entries.push({ index, entry });
      return;
    }
    if (!nodeType || depth > maxDepth || ++nodes > maxNodes) {
      damage('it does not end');
      return;
    }
    const node = new TypedObject(array.space, nodeType, array.space.stripPointer(entry - 2n));
    try {
      const shift = node.member('shift').value;
      const slots = slotCount(node);
      for (let slot = 0; slot < slots; slot++) {
        visit(node.member('slots').element(slot).value, index + (BigInt(slot) << shift), depth + 1);
      }
    } catch (error) {
      damage(errorData(error).message.replace(/\.$/, ''));
    }
  };
  visit(head, 0n, 0);
  return problem ? { entries, problem } : { entries };
}

/** The two lowest bits 1 and 0 mark what is not the user's; small ones are marks for siblings, retries and zeros. */
function isInternal(entry: bigint): boolean {
  return (entry & 3n) === 2n;
}

function isNode(entry: bigint): boolean {
  return isInternal(entry) && entry > 4096n;
}

function slotCount(node: TypedObject): number {
  const struct = structOf(node.type);
  const slots = struct && findMember(struct, 'slots');
  const type = slots && strippedType(slots.type);
  return type?.kind === 'array' ? Math.min(type.count, 64) : 0;
}
