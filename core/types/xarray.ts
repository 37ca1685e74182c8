import { walkSlots, type IndexedWalk } from './slotTree';
import type { TypedObject } from './typedObject';

/**
 * Everything in a `struct xarray` (include/linux/xarray.h, since 4.20); an odd entry is a plain number (xa_mk_value).
 * A slot is the array's own when its two lowest bits are 1 and 0.
 */
export function walkXarray(array: TypedObject): IndexedWalk {
  const nodeType = array.space.types.findStruct('xa_node');
  return walkSlots(array.member('xa_head'), { nodeType, internalMark: 2n });
}
