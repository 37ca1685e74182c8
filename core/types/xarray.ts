import type { Problem } from '../base/problem';
import { strippedType, type CType } from './cType';
import { TypedObject } from './typedObject';
import { walkProblem } from './walkProblem';

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
  const walk = new Walk(array);
  walk.visit(array.member('xa_head', 'rnode').value, 0n, 0);
  const { entries, problem } = walk;
  return problem ? { entries, problem } : { entries };
}

class Walk {
  readonly entries: XarrayEntry[] = [];
  problem: Problem | undefined;
  private readonly nodeType: CType | undefined;
  private readonly visited = new Set<bigint>();

  constructor(private readonly array: TypedObject) {
    const { types } = array.space;
    this.nodeType = types.findStruct('xa_node') ?? types.findStruct('radix_tree_node');
  }

  visit(entry: bigint, index: bigint, depth: number): void {
    if (entry === 0n) return;
    if (!isInternal(entry)) this.entries.push({ index, entry });
    else if (isNode(entry)) this.visitNode(entry, index, depth);
  }

  private visitNode(entry: bigint, index: bigint, depth: number): void {
    const { space } = this.array;
    if (!this.nodeType || depth > maxDepth || this.visited.has(entry) || this.visited.size >= maxNodes) {
      this.stop({ reason: 'it runs in a circle or does not end' });
      return;
    }
    this.visited.add(entry);
    const node = new TypedObject(space, this.nodeType, space.stripPointer(entry - 2n));
    try {
      const shift = node.member('shift').value;
      const slots = node.member('slots');
      const count = slotCount(slots);
      for (let slot = 0; slot < count; slot++) {
        this.visit(slots.element(slot).value, index + (BigInt(slot) << shift), depth + 1);
      }
    } catch (error) {
      this.stop({ error });
    }
  }

  private stop(cause: Parameters<typeof walkProblem>[3]): void {
    this.problem ??= walkProblem('tree', this.array.address, this.entries.length, cause);
  }
}

/** The two lowest bits 1 and 0 mark what is not the user's; small ones are marks for siblings, retries and zeros. */
function isInternal(entry: bigint): boolean {
  return (entry & 3n) === 2n;
}

function isNode(entry: bigint): boolean {
  return isInternal(entry) && entry > 4096n;
}

function slotCount(slots: TypedObject): number {
  const type = strippedType(slots.type);
  return type.kind === 'array' ? Math.min(type.count, 64) : 0;
}
