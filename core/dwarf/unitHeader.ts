import { unitKind } from './constants';
import type { Cursor } from './cursor';
import type { UnitFormat } from './forms';

/** What stands ahead of a unit's entries in .debug_info (DWARF 5, 7.5.1). */
export interface UnitHeader extends UnitFormat {
  /** In .debug_info. */
  readonly offset: number;
  /** Where the next unit starts. */
  readonly end: number;
  /** Of its first entry, from the unit's start. */
  readonly headerSizeBytes: number;
  readonly abbreviationsOffset: number;
}

/**
 * The longest header, with 64-bit offsets and a type's signature, has 40 bytes. This is more than the source's cache of
 * blocks takes: a walk over all units would fill it with what lies between them.
 */
export const unitHeaderReadSizeBytes = 72;

/**
 * Reads one header; undefined where none can be, which ends the list of units. `isReadable` is false for versions of
 * the format that are not known.
 */
export function parseUnitHeader(
  cursor: Cursor,
  offset: number,
): (UnitHeader & { readonly isReadable: boolean }) | undefined {
  const { sizeBytes, offsetSizeBytes } = cursor.unitLength();
  const end = offset + cursor.position + sizeBytes;
  const version = cursor.u16();
  let abbreviationsOffset: number;
  let addressSizeBytes: number;
  if (version >= 5) {
    const kind = cursor.u8();
    addressSizeBytes = cursor.u8();
    abbreviationsOffset = cursor.offset(offsetSizeBytes);
    if (kind === unitKind.skeleton || kind === unitKind.splitCompile) cursor.skip(8);
    if (kind === unitKind.type || kind === unitKind.splitType) cursor.skip(8 + offsetSizeBytes);
  } else {
    abbreviationsOffset = cursor.offset(offsetSizeBytes);
    addressSizeBytes = cursor.u8();
  }
  if (cursor.isCutOff || sizeBytes === 0) return undefined;
  return {
    offset,
    end,
    version,
    offsetSizeBytes,
    addressSizeBytes,
    abbreviationsOffset,
    headerSizeBytes: cursor.position,
    isReadable: version >= 2 && version <= 5 && (addressSizeBytes === 4 || addressSizeBytes === 8),
  };
}
