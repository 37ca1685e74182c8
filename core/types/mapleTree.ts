import type { Problem } from '../base/problem';
import { sizeOfType, strippedType } from './cType';
import { TypedObject } from './typedObject';
import { walkProblem } from './walkProblem';

// Maple trees (since 6.1): include/linux/maple_tree.h and lib/maple_tree.c of 6.12.

/** What a maple tree keeps for a range of indexes. */
export interface RangeEntry {
  readonly first: bigint;
  /** The last index that it stands for. */
  readonly last: bigint;
  /** The pointer that is kept there. */
  readonly entry: bigint;
}

export interface RangeWalk {
  readonly entries: readonly RangeEntry[];
  /** Undefined when the tree was whole. */
  readonly problem?: Problem;
}

/** enum maple_type: which member of `struct maple_node` a node is; all below `range` are leaves. */
const nodeType = { dense: 0, leaf: 1, range: 2, allocationRange: 3 };
/** A pointer to a node carries its type from this bit on; nodes are 256 bytes apart. */
const typeShift = 3n;
const nodeMask = 0xffn;

/** What is not above this is a mark, not a pointer. */
const lastMark = 4096n;

const maxNodes = 1 << 20;
/** MAPLE_HEIGHT_MAX. */
const maxDepth = 31;

interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** Everything in a `struct maple_tree`; what hangs on a broken node is left out. */
export function walkMapleTree(tree: TypedObject): RangeWalk {
  const walk = new Walk(tree);
  walk.start();
  const { entries, problem } = walk;
  return problem ? { entries, problem } : { entries };
}

class Walk {
  readonly entries: RangeEntry[] = [];
  problem: Problem | undefined;
  private readonly visited = new Set<bigint>();
  private readonly lastIndex: bigint;

  constructor(private readonly tree: TypedObject) {
    this.lastIndex = (1n << BigInt(tree.space.machine.wordSizeBytes * 8)) - 1n;
  }

  start(): void {
    try {
      const root = this.tree.member('ma_root').value;
      // A tree that only has something at 0 has it in place of its first node.
      if (isRootNode(root)) this.visitNode(root, { first: 0n, last: this.lastIndex }, 0);
      else this.keep(root, { first: 0n, last: 0n });
    } catch (error) {
      this.stop({ error });
    }
  }

  private visitNode(pointer: bigint, range: Range, depth: number): void {
    const address = pointer & ~nodeMask;
    if (depth > maxDepth || this.visited.has(address) || this.visited.size >= maxNodes) {
      this.stop({ reason: 'it runs in a circle or does not end' });
      return;
    }
    this.visited.add(address);
    try {
      const node = TypedObject.ofStruct(this.tree.space, 'maple_node', address);
      const type = Number((pointer >> typeShift) & 0xfn);
      if (type === nodeType.dense) this.visitDense(node, range);
      else if (type <= nodeType.allocationRange) this.visitRanges(node, type, range, depth);
      else this.stop({ reason: `a node is of unknown type ${type}` });
    } catch (error) {
      this.stop({ error });
    }
  }

  /** One slot an index. */
  private visitDense(node: TypedObject, { first, last }: Range): void {
    const slots = node.member('slot');
    for (let slot = 0; slot < lengthOf(slots) && first + BigInt(slot) <= last; slot++) {
      const index = first + BigInt(slot);
      this.keep(slots.element(slot).value, { first: index, last: index });
    }
  }

  /** Slots are told apart by pivots, the last index of each but the last one's, which is the node's own. */
  private visitRanges(node: TypedObject, type: number, { first, last }: Range, depth: number): void {
    const body = node.member(type === nodeType.allocationRange ? 'ma64' : 'mr64');
    const pivots = body.member('pivot');
    const end = dataEnd(body, type, last);
    let start = first;
    for (let slot = 0; slot <= end; slot++) {
      const stop = slot < end ? pivots.element(slot).value : last;
      if (stop < start || stop > last) {
        this.stop({ reason: 'the ranges of a node are out of order' });
        return;
      }
      const entry = body.member('slot').element(slot).value;
      if (type < nodeType.range) this.keep(entry, { first: start, last: stop });
      else if (entry > lastMark) this.visitNode(entry, { first: start, last: stop }, depth + 1);
      else this.stop({ reason: 'a branch leads to no node' });
      start = stop + 1n;
    }
  }

  /** Marks of the tree's own, such as for ranges that are reserved, are none of its user's entries. */
  private keep(entry: bigint, range: Range): void {
    if (entry !== 0n && (entry & 3n) !== 2n) this.entries.push({ ...range, entry });
  }

  private stop(cause: Parameters<typeof walkProblem>[3]): void {
    this.problem ??= walkProblem('tree', this.tree.address, this.entries.length, cause);
  }
}

/** The last slot in use (ma_data_end()): a node that is not full says so behind its slots. */
function dataEnd(body: TypedObject, type: number, last: bigint): number {
  const pivots = body.member('pivot');
  const count = lengthOf(pivots);
  const told = (): number => Math.min(body.member('meta').member('end').number, count);
  if (type === nodeType.allocationRange) return told();
  const pivot = pivots.element(count - 1).value;
  if (pivot === 0n) return told();
  return pivot === last ? count - 1 : count;
}

function lengthOf(array: TypedObject): number {
  const type = strippedType(array.type);
  return type.kind === 'array' && sizeOfType(type.element) > 0 ? type.count : 0;
}

/** The pointer to the first node alone is marked like one to a node of an xarray. */
function isRootNode(entry: bigint): boolean {
  return (entry & 3n) === 2n && entry > lastMark;
}
