import { strippedType } from '../../types/cType';
import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';
import { pageFlags } from './slab';

/** What the kernel notes about one page of memory; undefined is what the dump lacks. */
export interface PageFacts {
  readonly flags: bigint | undefined;
  /** By the names of enum pageflags, without `PG_`. */
  readonly flagNames: readonly string[];
  /** What the page is used for where the kernel says so: `slab`, `buddy`, `table`. */
  readonly type: string | undefined;
  readonly referenceCount: number | undefined;
  /** How many page tables map it. */
  readonly mapCount: number | undefined;
  /** The address_space or anon_vma that the page belongs to, with its flag bits. */
  readonly mapping: bigint | undefined;
  readonly index: bigint | undefined;
}

/** Types stand in the top byte of page_type since 6.12; what a mapped page has there is less. */
const firstPageType = 0xf0n;
const pageTypeShift = 24n;
/** Until 6.11 the types were bits that are clear in a word whose upper four bits are set. */
const pageTypeBase = 0xf000_0000n;

export function readPageFacts(page: TypedObject): PageFacts {
  const flags = ifKnown(() => pageFlags(page));
  const type = ifKnown(() => pageType(page));
  const counter = (name: string): number | undefined =>
    ifKnown(() => page.member(name).member('counter').number);
  const mapCount = counter('_mapcount');
  return {
    flags,
    flagNames: flags === undefined ? [] : flagNames(page, flags),
    type,
    referenceCount: counter('_refcount'),
    // The same word says what type a page has that nothing maps.
    mapCount: mapCount === undefined || type !== undefined ? undefined : mapCount + 1,
    mapping: ifKnown(() => page.member('mapping').value),
    index: ifKnown(() => page.member('index', '__folio_index').value),
  };
}

function flagNames(page: TypedObject, flags: bigint): readonly string[] {
  const names: string[] = [];
  const seen = new Set<bigint>();
  for (const { name, value } of enumValues(page, 'pageflags')) {
    // Behind the flags come other names for the same bits.
    if (name === '__NR_PAGEFLAGS') break;
    if (!name.startsWith('PG_') || seen.has(value) || value < 0n || value > 63n) continue;
    seen.add(value);
    if (((flags >> value) & 1n) === 1n) names.push(name.slice('PG_'.length));
  }
  return names;
}

function pageType(page: TypedObject): string | undefined {
  const member = page.findMember('page_type');
  const value = member && BigInt.asUintN(32, member.value);
  if (value === undefined) return undefined;
  const top = value >> pageTypeShift;
  for (const { name, value: known } of enumValues(page, 'pagetype')) {
    const shortName = name.replace(/^(PGTY|PG)_/, '');
    if (known >= firstPageType && known <= 0xffn) {
      if (known === top && shortName !== 'mapcount_underflow') return shortName;
    } else if ((value & pageTypeBase) === pageTypeBase && (value & known) === 0n && value !== 0xffff_ffffn) {
      return shortName;
    }
  }
  return undefined;
}

function enumValues(
  { space }: TypedObject,
  name: string,
): readonly { readonly name: string; readonly value: bigint }[] {
  const found = space.types.findEnum(name);
  const type = found && strippedType(found);
  return type?.kind === 'enum' ? type.values : [];
}
