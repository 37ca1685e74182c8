import { hex } from '../../core/base/address';
import type {
  StructureRow,
  StructureRows,
  StructureValue,
} from '../../core/protocol/panels/structureRequests';
import type { AddressMeanings } from '../../core/report/memory/addressMeanings';
import { sizeOfType } from '../../core/types/cType';
import { VmcoreError } from '../../core/base/errors';
import { isChain } from '../variables/chainWalks';
import type { ListLink } from '../variables/knownLists';
import { differ } from './differ';
import { entryLabel } from './entryLabel';
import type { ObjectTree, TreeNode } from './objectTree';
import { pointerTarget } from './pointerTarget';
import { markOf } from './valueMarks';

/** What is asked for of one level. */
export interface RowsWanted {
  readonly path: readonly string[];
  readonly start: number;
  readonly count: number;
}

/** Rows of an object, and of those of the same type that stand beside it. @throws VmcoreError as ObjectTree does */
export async function readStructureRows(
  tree: ObjectTree,
  beside: readonly ObjectTree[],
  { path, start, count }: RowsWanted,
  meanings: AddressMeanings,
): Promise<StructureRows> {
  const level = await tree.level(path);
  const nodes = await level.read(start, start + count);
  const others = await Promise.all(beside.map((other) => nodesBeside(other, path, start, nodes.length)));
  const rows = nodes.map((node, index): StructureRow => {
    const own = rowOf(node, meanings);
    if (beside.length === 0) return own;
    const same = others.map((column) => column[index]);
    return {
      ...own,
      others: same.map((other) => (other ? valueOf(other, meanings) : null)),
      differs: same.some((other) => !other || differ(node, other)),
    };
  });
  return { total: level.total, rows };
}

/** Nothing where its pointers lead elsewhere than this object's. */
async function nodesBeside(
  tree: ObjectTree,
  path: readonly string[],
  start: number,
  count: number,
): Promise<readonly TreeNode[]> {
  try {
    return await (await tree.level(path)).read(start, start + count);
  } catch (error) {
    if (error instanceof VmcoreError) return [];
    throw error;
  }
}

function rowOf(node: TreeNode, meanings: AddressMeanings): StructureRow {
  const { shown, base } = node;
  const { object } = shown;
  return {
    name: shown.name,
    type: shown.type ?? '',
    ...valueOf(node, meanings),
    ...(object && {
      address: hex(object.address),
      sizeBytes: sizeOfType(object.type),
      ...(base !== undefined && { offset: Number(object.address - base) }),
      ...(object.bits && { bits: object.bits }),
      ...(isChain(object.type) && { chain: linkText(shown.link) }),
    }),
    ...(shown.expression !== undefined && { expression: shown.expression }),
    hasRows: shown.inside !== undefined,
  };
}

function linkText(link: ListLink | undefined): string {
  return link ? `${link.struct}${link.member === '' ? '' : `.${link.member}`}` : '';
}

function valueOf({ shown: { value, object }, base }: TreeNode, meanings: AddressMeanings): StructureValue {
  const mark = object && markOf(object);
  // An entry of a list is an object of its own: what it is called says more than its number.
  const label = object && base === undefined ? entryLabel(object) : undefined;
  return {
    value,
    ...(mark && { mark }),
    ...(label !== undefined && { meaning: label }),
    ...(object && pointerTarget(object, meanings)),
  };
}
