import type { AddressSpace } from './model/addressSpace';
import { bytesPerRow, unitOf, type RowLayout } from './model/rowLayout';
import { moved, selectByte, type Selection } from './model/selection';

/**
 * Where a key takes the selection: arrows by number and by row, Page Up and Down, Home and End of the row, with Ctrl of the
 * whole address space; Shift extends it. Undefined for any other key.
 */
export function selectionAfterKey(
  { key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent,
  selection: Selection,
  space: AddressSpace,
  layout: RowLayout,
  pageRows: number,
): Selection | undefined {
  if (altKey || metaKey) return undefined;
  if (ctrlKey) return atEnd(key, selection, space, shiftKey);
  const distance = distanceOf(key, selection.head, layout, pageRows);
  return distance === undefined ? undefined : moved(selection, distance, shiftKey, space.end);
}

function distanceOf(key: string, head: bigint, layout: RowLayout, pageRows: number): bigint | undefined {
  const row = BigInt(bytesPerRow(layout));
  const unit = BigInt(unitOf(layout));
  const inRow = head % row;
  switch (key) {
    case 'ArrowLeft':
      return -unit;
    case 'ArrowRight':
      return unit;
    case 'ArrowUp':
      return -row;
    case 'ArrowDown':
      return row;
    case 'PageUp':
      return -row * BigInt(pageRows);
    case 'PageDown':
      return row * BigInt(pageRows);
    case 'Home':
      return -inRow;
    case 'End':
      return row - unit - inRow;
    default:
      return undefined;
  }
}

function atEnd(
  key: string,
  selection: Selection,
  { end }: AddressSpace,
  extend: boolean,
): Selection | undefined {
  const head = key === 'Home' ? 0n : key === 'End' ? end - 1n : undefined;
  if (head === undefined) return undefined;
  return extend ? { anchor: selection.anchor, head } : selectByte(head);
}
