import { walkSlots, type IndexedWalk } from './slotTree';
import type { TypedObject } from './typedObject';
import { walkXarray } from './xarray';

/** RADIX_TREE_MAP_SHIFT unless CONFIG_BASE_SMALL. */
const bitsPerLevel = 6n;

/**
 * Everything in a radix tree: since 4.20 another name of the xarray, before a tree of its own whose nodes are marked
 * by the lowest bit (include/linux/radix-tree.h of 4.19). Until 4.6 the root alone says how high the tree is.
 * @param root a `struct radix_tree_root`, or the `struct xarray` that it is today
 */
export function walkRadixTree(root: TypedObject): IndexedWalk {
  if (root.findMember('xa_head')) return walkXarray(root);
  const nodeType = root.space.types.findStruct('radix_tree_node');
  const height = root.findMember('height')?.value;
  const rootShift = height === undefined ? {} : { rootShift: (height - 1n) * bitsPerLevel };
  return walkSlots(root.member('rnode'), { nodeType, internalMark: 1n, ...rootShift });
}
