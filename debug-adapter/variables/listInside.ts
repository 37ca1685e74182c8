import { visibleText } from '../../core/base/visibleText';
import { walkFrom, walkList, type Walk } from '../../core/types/lists';
import type { FindAddress } from '../../core/types/readBtf';
import type { TypedObject } from '../../core/types/typedObject';
import { indices } from './indices';
import { knownList, type ListLink } from './knownLists';
import type { ShownValue, ValueFormat } from './containers';

/** Where nothing tells what the list holds, its bare links are shown. */
const bareLinks: ListLink = { struct: 'list_head', member: 'next' };

/**
 * What hangs on a `list_head`, as one value that can be expanded like an array. A list that is broken says so, and
 * shows what can be reached from both its ends.
 */
export function listInside(
  list: TypedObject,
  place: string | undefined,
  findAddress: FindAddress,
  show: (name: string, entry: TypedObject, format: ValueFormat) => ShownValue,
): ShownValue {
  const { entries, problem } = walk(list, place, findAddress);
  const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`;
  return {
    name: '[list]',
    value: problem ? `${count}, then: ${visibleText(problem.message)}` : count,
    ...(entries.length > 0 && {
      inside: {
        indexed: {
          count: entries.length,
          read: (start, end, format) =>
            indices(start, Math.min(end, entries.length)).flatMap((index) => {
              const entry = entries[index];
              return entry ? [show(`[${index}]`, entry, format)] : [];
            }),
        },
      },
    }),
  };
}

function walk(list: TypedObject, place: string | undefined, findAddress: FindAddress): Walk {
  const link = knownList(place);
  const { struct, member, head } = link && list.space.types.findStruct(link.struct) ? link : bareLinks;
  const headAddress = head === undefined ? undefined : findAddress(head);
  return headAddress === undefined
    ? walkList(list, struct, member)
    : walkFrom(list, headAddress, struct, member);
}
