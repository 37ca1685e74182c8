import { virtualAddress } from '../base/address';
import { cDeclaration } from './cText';
import { memberMissing, typeMissing } from './errors';
import { offsetOf } from './layout';
import { TypedObject } from './typedObject';

export type EntryAt = (link: TypedObject) => TypedObject;

/**
 * The kernel's container_of(): the struct around a link of a list or a tree, `member` being the link inside it.
 * @throws VmcoreError `type-missing`, `member-missing`
 */
export function entryAt({ space }: TypedObject, structName: string, member: string): EntryAt {
  const type = space.types.findStruct(structName);
  if (!type) throw typeMissing(`struct ${structName}`);
  const offset = offsetOf(type, member);
  if (offset === undefined) throw memberMissing(cDeclaration(type), [member]);
  return ({ address }) => new TypedObject(space, type, virtualAddress(address - BigInt(offset)));
}
