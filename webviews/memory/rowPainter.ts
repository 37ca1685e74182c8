import type { MemoryGap } from '../../core/protocol/dumpHost';
import { placeLink, type Follow } from '../panel/placeLink';
import { element, type Child } from '../shared/element';
import type { MemoryLoader } from './memoryLoader';
import { addressText } from './model/addressSpace';
import type { ByteAt } from './model/byteBlocks';
import { asciiText, bytesPerRow, unitOf, unitText, type RowLayout } from './model/rowLayout';
import { contains, type Selection } from './model/selection';
import { strings } from './strings';

/** What a row is drawn from. */
export interface RowSource {
  readonly loader: MemoryLoader;
  readonly layout: RowLayout;
  readonly selection: Selection;
  readonly follow: Follow;
  /** What the dump was made with, where that is known. */
  readonly dumpLevel: number | undefined;
  /** Members of the type that the bytes are seen as. */
  overlayIn(address: bigint, sizeBytes: number): readonly HTMLElement[];
}

interface Unit {
  readonly offset: number;
  readonly bytes: readonly ByteAt[];
}

/** One row: its address, its bytes as numbers and as text, and what they mean. */
export function paintRow(source: RowSource, address: bigint): HTMLElement {
  const { layout, loader } = source;
  const count = bytesPerRow(layout);
  const bytes = Array.from({ length: count }, (_, offset) => loader.at(address + BigInt(offset)));
  const gap = bytes.find((byte) => typeof byte === 'object');
  const meaning = meaningParts(source, address, gap);
  const spoken = meaning.map((part) => part.textContent).join(', ');
  return element(
    'div',
    {
      role: 'row',
      class: gap && bytes.every((byte) => typeof byte === 'object') ? `gap gap-${gap.reason}` : '',
      'aria-label': strings.rowOf(addressText(address), spoken || numbersText(source, address, bytes)),
    },
    element('span', { class: 'address', role: 'rowheader' }, addressText(address)),
    element('span', { class: 'units', role: 'gridcell' }, ...unitCells(source, address, bytes)),
    element('span', { class: 'ascii', role: 'gridcell' }, ...asciiCells(source, address, bytes)),
    element('span', { class: 'meaning', role: 'gridcell' }, ...meaning),
  );
}

function unitsOf(layout: RowLayout, bytes: readonly ByteAt[]): readonly Unit[] {
  const unit = unitOf(layout);
  return Array.from({ length: bytes.length / unit }, (_, index) => ({
    offset: index * unit,
    bytes: bytes.slice(index * unit, (index + 1) * unit),
  }));
}

function unitCells(
  { layout, selection }: RowSource,
  address: bigint,
  bytes: readonly ByteAt[],
): readonly Child[] {
  return unitsOf(layout, bytes).map(({ offset, bytes: own }) => {
    const at = address + BigInt(offset);
    const isZero = own.every((byte) => byte === 0);
    const isAbsent = own.some((byte) => typeof byte === 'object');
    const isSelected = own.some((_, index) => contains(selection, at + BigInt(index)));
    const names = [isZero && 'zero', isAbsent && 'absent', isSelected && 'selected', offset === 8 && 'half'];
    return element(
      'span',
      { class: ['unit', ...names.filter(Boolean)].join(' '), 'data-offset': String(offset) },
      unitText(own.map(knownByte), layout.littleEndian),
    );
  });
}

function asciiCells({ selection }: RowSource, address: bigint, bytes: readonly ByteAt[]): readonly Child[] {
  return bytes.map((byte, offset) => {
    const isSelected = contains(selection, address + BigInt(offset));
    const text = typeof byte === 'number' ? asciiText(byte) : typeof byte === 'object' ? '?' : ' ';
    const names = [typeof byte === 'object' && 'absent', byte === 0 && 'zero', isSelected && 'selected'];
    return element('span', { class: names.filter(Boolean).join(' '), 'data-offset': String(offset) }, text);
  });
}

/** Names of what begins here, members of the overlay, what the words point to, and why bytes are absent. */
function meaningParts(
  source: RowSource,
  address: bigint,
  gap: MemoryGap | undefined,
): readonly HTMLElement[] {
  const { layout, loader } = source;
  const count = bytesPerRow(layout);
  const parts = [
    ...loader.namesIn(address, count).map((name) => element('span', { class: 'name' }, name)),
    ...source.overlayIn(address, count),
    ...wordParts(source, address, count),
  ];
  if (gap)
    parts.push(
      element('span', { class: 'absent', title: gap.detail ?? '' }, absenceText(gap, source.dumpLevel)),
    );
  return parts;
}

function wordParts(
  { layout, loader, follow }: RowSource,
  address: bigint,
  count: number,
): readonly HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (let offset = 0; offset < count; offset += layout.wordSizeBytes) {
    const word = loader.wordAt(address + BigInt(offset));
    if (!word) continue;
    const shown = word.place ? placeLink(word.text, word.place, follow) : element('span', {}, word.text);
    shown.classList.add(`means-${word.kind}`);
    parts.push(shown);
  }
  return parts;
}

/** Why bytes are not there, in a few words. */
export function absenceText({ reason }: MemoryGap, dumpLevel: number | undefined): string {
  if (reason === 'excluded' && dumpLevel !== undefined) return strings.excludedAtLevel(dumpLevel);
  return strings.absent[reason] ?? reason;
}

function numbersText({ layout }: RowSource, _address: bigint, bytes: readonly ByteAt[]): string {
  return unitsOf(layout, bytes)
    .map(({ bytes: own }) => unitText(own.map(knownByte), layout.littleEndian))
    .join(' ');
}

function knownByte(byte: ByteAt): number | 'absent' | undefined {
  return typeof byte === 'object' ? 'absent' : byte;
}
