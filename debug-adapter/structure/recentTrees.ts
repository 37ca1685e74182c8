import type { ObjectTree } from './objectTree';

/** An object with those beside it, and a few that were looked at before. */
const maxTrees = 16;

/** Keeps what was read of the objects that were looked at last, of one kernel. */
export class RecentTrees {
  private kernel: object | undefined;
  private trees = new Map<string, ObjectTree>();

  /** @param kernel of the dump that is open; trees of another one are forgotten */
  find(kernel: object, key: string, open: () => ObjectTree): ObjectTree {
    if (this.kernel !== kernel) this.trees.clear();
    this.kernel = kernel;
    const tree = this.trees.get(key) ?? open();
    this.trees.delete(key);
    this.trees.set(key, tree);
    const [oldest] = this.trees.keys();
    if (this.trees.size > maxTrees && oldest !== undefined) this.trees.delete(oldest);
    return tree;
  }
}
