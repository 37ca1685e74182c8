import { visibleText } from '../../core/base/visibleText';
import type { FindAddress } from '../../core/types/readBtf';
import type { TypedObject } from '../../core/types/typedObject';
import { walkChain, type ChainEntry } from './chainWalks';
import type { ShownValue, ValueFormat } from './containers';
import { indices } from './indices';
import type { ListLink } from './knownLists';

/**
 * What hangs on a list or a tree, as one value that can be expanded like an array. What is broken says so, and shows
 * what can be reached.
 */
export function listInside(
  list: TypedObject,
  link: ListLink | undefined,
  findAddress: FindAddress,
  show: (entry: ChainEntry, format: ValueFormat) => ShownValue,
): ShownValue {
  const { entries, problem } = walkChain(list, link, findAddress);
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
              return entry ? [show(entry, format)] : [];
            }),
        },
      },
    }),
  };
}
