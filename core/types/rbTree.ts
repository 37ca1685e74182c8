import type { Problem } from '../base/problem';
import { entryAt } from './containerOf';
import type { Walk } from './lists';
import type { TypedObject } from './typedObject';
import { walkProblem } from './walkProblem';

/** More nodes than memory of a terabyte holds of anything that is kept in such a tree. */
const maxNodes = 1 << 22;

/**
 * The structs in a red-black tree in their order, `member` being the rb_node inside each (include/linux/rbtree.h).
 * Each node names its parent, so a wild pointer does not pass for a branch; what hangs on other branches is found.
 * @param root a `struct rb_root` or `struct rb_root_cached`
 */
export function walkRbTree(root: TypedObject, structName: string, member: string): Walk {
  const plain = root.findMember('rb_root') ?? root;
  const walk = new InOrder(plain.address);
  const nodes = walk.nodes(plain.member('rb_node'));
  const entries = nodes.map(entryAt(root, structName, member));
  return walk.problem ? { entries, problem: walk.problem } : { entries };
}

interface Node {
  readonly object: TypedObject;
  readonly right: TypedObject;
}

class InOrder {
  problem: Problem | undefined;
  private readonly found: TypedObject[] = [];
  private readonly seen = new Set<bigint>();

  constructor(private readonly start: bigint) {}

  nodes(top: TypedObject): readonly TypedObject[] {
    const pending = this.leftmost(top, 0n);
    for (let node = pending.pop(); node; node = pending.pop()) {
      this.found.push(node.object);
      pending.push(...this.leftmost(node.right, node.object.address));
    }
    return this.found;
  }

  /** The branch's node and those to its left, one below the other. */
  private leftmost(branch: TypedObject, parent: bigint): Node[] {
    const nodes: Node[] = [];
    try {
      let object = branch.target;
      let above = parent;
      while (object.address !== 0n && this.belongs(object, above)) {
        const left = object.member('rb_left').target;
        nodes.push({ object, right: object.member('rb_right') });
        above = object.address;
        object = left;
      }
    } catch (error) {
      this.stop({ error });
    }
    return nodes;
  }

  private belongs(node: TypedObject, parent: bigint): boolean {
    const named = node.member('__rb_parent_color').value & ~3n;
    if (this.seen.has(node.address)) this.stop({ reason: 'it runs in a circle' });
    else if (this.seen.size >= maxNodes) this.stop({ reason: 'it does not end' });
    else if (named !== parent) this.stop({ reason: 'a node does not name the one above it as its parent' });
    else {
      this.seen.add(node.address);
      return true;
    }
    return false;
  }

  private stop(cause: Parameters<typeof walkProblem>[3]): void {
    this.problem ??= walkProblem('tree', this.start, this.found.length, cause);
  }
}
