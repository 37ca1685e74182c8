import { strippedType, structOf } from '../../core/types/cType';
import { ifKnown } from '../../core/types/errors';
import type { TypedObject } from '../../core/types/typedObject';
import { quotedText } from '../variables/scalarText';

/** Members that name an object for people, in the structs of the kernel's core. */
const nameMembers = ['comm', 'name', 'd_iname', 's_id', 'cname'];

/** `"systemd"`: the name that an object on a list has for people; undefined of most. */
export function entryLabel(object: TypedObject): string | undefined {
  if (!structOf(object.type)) return undefined;
  const member = object.findMember(...nameMembers);
  const text = member && isText(member) ? ifKnown(() => member.text) : undefined;
  return text === undefined || text === '' ? undefined : quotedText(text);
}

function isText({ type }: TypedObject): boolean {
  const stripped = strippedType(type);
  const character =
    stripped.kind === 'array'
      ? strippedType(stripped.element)
      : stripped.kind === 'pointer'
        ? strippedType(stripped.target)
        : undefined;
  return character?.kind === 'integer' && character.sizeBytes === 1;
}
