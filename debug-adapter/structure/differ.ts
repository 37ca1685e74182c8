import { sizeOfType } from '../../core/types/cType';
import type { TypedObject } from '../../core/types/typedObject';
import type { TreeNode } from './objectTree';

/** No struct of the kernel is larger; of what is, the beginning is compared. */
const maxComparedBytes = 1 << 20;

/** Whether two values of the same type differ: by their bytes, as deep as they are nested in it, pointers as such. */
export function differ(one: TreeNode, other: TreeNode): boolean {
  if (one.shown.value !== other.shown.value) return true;
  const [first, second] = [one.shown.object, other.shown.object];
  if (!first || !second || first.bits) return false;
  return !areEqual(bytesOf(first), bytesOf(second));
}

interface Bytes {
  readonly bytes: Uint8Array;
  /** What the dump lacks is no data. */
  readonly lacking: string;
}

function bytesOf({ space, address, type }: TypedObject): Bytes {
  const bytes = new Uint8Array(Math.min(sizeOfType(type), maxComparedBytes));
  const gaps = space.memory.read(address, bytes);
  for (const { offset, sizeBytes } of gaps) bytes.fill(0, offset, offset + sizeBytes);
  return { bytes, lacking: gaps.map(({ offset, sizeBytes }) => `${offset}+${sizeBytes}`).join(' ') };
}

function areEqual(one: Bytes, other: Bytes): boolean {
  return one.lacking === other.lacking && Buffer.compare(one.bytes, other.bytes) === 0;
}
