import { hex } from '../../core/base/address';
import type { Problem } from '../../core/base/problem';
import { structOf, voidType, type CType } from '../../core/types/cType';
import { offsetOf } from '../../core/types/layout';
import { walkFrom, walkHashList, walkList, type Walk } from '../../core/types/lists';
import { walkMapleTree } from '../../core/types/mapleTree';
import { walkRadixTree } from '../../core/types/radixTree';
import { walkRbTree } from '../../core/types/rbTree';
import type { FindAddress } from '../../core/types/readBtf';
import type { TypeTable } from '../../core/types/typeTable';
import { TypedObject } from '../../core/types/typedObject';
import { walkXarray } from '../../core/types/xarray';
import type { ListLink } from './knownLists';

/** One thing on a list or in a tree: an object, or a number that is kept in place of one. */
export interface ChainEntry {
  /** `[3]`; of a tree with indexes, its own. */
  readonly name: string;
  readonly object?: TypedObject;
  readonly number?: bigint;
}

export interface ChainWalk {
  readonly entries: readonly ChainEntry[];
  /** Undefined when the chain was whole. */
  readonly problem?: Problem;
}

/** @param link what the entries are; their bare links, or addresses, where that is not known */
type WalkChain = (head: TypedObject, link: ListLink | undefined, findAddress: FindAddress) => ChainWalk;

const walks: ReadonlyMap<string, WalkChain> = new Map<string, WalkChain>([
  ['list_head', walkListHead],
  ['hlist_head', walkHashListHead],
  ['rb_root', walkRedBlack],
  ['rb_root_cached', walkRedBlack],
  ['xarray', (head, link) => slots(head, walkXarray(head), link)],
  ['radix_tree_root', (head, link) => slots(head, walkRadixTree(head), link)],
  ['maple_tree', walkMaple],
]);

/** Whether the struct is where a list or a tree begins. */
export function isChain(type: CType): boolean {
  const name = structOf(type)?.name;
  return name !== undefined && walks.has(name);
}

/** Whether this kernel has the struct with that link inside. */
export function linkFits(types: TypeTable, { struct, member }: ListLink): boolean {
  const type = types.findStruct(struct);
  return type !== undefined && (member === '' || offsetOf(type, member) !== undefined);
}

/** Everything that hangs on a struct that `isChain`; by bare links where this kernel does not have the link. */
export function walkChain(
  head: TypedObject,
  link: ListLink | undefined,
  findAddress: FindAddress,
): ChainWalk {
  const known = link && linkFits(head.space.types, link) ? link : undefined;
  return walks.get(structOf(head.type)?.name ?? '')?.(head, known, findAddress) ?? { entries: [] };
}

function walkListHead(head: TypedObject, link: ListLink | undefined, findAddress: FindAddress): ChainWalk {
  const { struct, member, head: variable } = link ?? { struct: 'list_head', member: 'next' };
  const address = variable === undefined ? undefined : findAddress(variable);
  return numbered(
    address === undefined ? walkList(head, struct, member) : walkFrom(head, address, struct, member),
  );
}

function walkHashListHead(head: TypedObject, link: ListLink | undefined): ChainWalk {
  const { struct, member } = link ?? { struct: 'hlist_node', member: 'next' };
  return numbered(walkHashList(head, struct, member));
}

function walkMaple(head: TypedObject, link: ListLink | undefined): ChainWalk {
  const { entries, problem } = walkMapleTree(head);
  const named = entries.map(({ first, last, entry }) => ({
    name: `[${hex(first)}-${hex(last)}]`,
    object: entryObject(head, entry, link),
  }));
  return withProblem(named, problem);
}

function walkRedBlack(head: TypedObject, link: ListLink | undefined): ChainWalk {
  const { struct, member } = link ?? { struct: 'rb_node', member: '__rb_parent_color' };
  return numbered(walkRbTree(head, struct, member));
}

function numbered({ entries, problem }: Walk): ChainWalk {
  return withProblem(
    entries.map((object, index) => ({ name: `[${index}]`, object })),
    problem,
  );
}

/** An odd entry is a number that was shifted by one (xa_mk_value). */
function slots(
  head: TypedObject,
  { entries, problem }: ReturnType<typeof walkXarray>,
  link: ListLink | undefined,
): ChainWalk {
  const named = entries.map(({ index, entry }) => {
    const name = `[${index}]`;
    return (entry & 1n) === 1n
      ? { name, number: entry >> 1n }
      : { name, object: entryObject(head, entry, link) };
  });
  return withProblem(named, problem);
}

function entryObject({ space }: TypedObject, entry: bigint, link: ListLink | undefined): TypedObject {
  const address = space.stripPointer(entry);
  const type = link && space.types.findStruct(link.struct);
  return new TypedObject(space, type ?? voidType, address);
}

function withProblem(entries: readonly ChainEntry[], problem: Problem | undefined): ChainWalk {
  return { entries, ...(problem && { problem }) };
}
