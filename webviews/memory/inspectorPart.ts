import { ownLink, type Follow } from '../panel/placeLink';
import { element } from '../shared/element';
import { addressText, memoryPlace, virtualSpace } from './model/addressSpace';
import { inspect, pointerIn } from './model/inspector';
import { lengthOf } from './model/selection';
import { absenceText } from './rowPainter';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

/** The bytes from the selection's start on, as numbers of every size, a time and a pointer. */
export class InspectorPart {
  private readonly list = element('dl');
  readonly root = element(
    'section',
    { class: 'inspector', 'aria-label': strings.inspector },
    element('h2', {}, strings.inspector),
    this.list,
  );

  constructor(
    private readonly shown: ShownMemory,
    private readonly follow: Follow,
  ) {}

  update(): void {
    const { loader, start, selection, info } = this.shown;
    const rows: Node[] = [
      ...row(strings.address, `${addressText(start)}, ${strings.selected(lengthOf(selection))}`),
    ];
    const first = loader.at(start);
    const sizes = [8, 4, 2, 1].filter((size) => loader.bytes.whole(start, size));
    const bytes = loader.bytes.whole(start, sizes[0] ?? 0);
    if (typeof first === 'object')
      rows.push(...row(strings.absentLabel, first.detail ?? absenceText(first, info.dumpLevel)));
    if (bytes && bytes.length > 0) {
      for (const { label, text } of inspect(bytes, info.littleEndian)) rows.push(...row(label, text));
      rows.push(...this.pointerRow(pointerIn(bytes, info.wordSizeBytes, info.littleEndian), start));
    }
    this.list.replaceChildren(...rows);
  }

  private pointerRow(pointer: string | undefined, start: bigint): readonly Node[] {
    if (pointer === undefined) return [];
    const address = BigInt(`0x${pointer}`);
    if (address === 0n) return row(strings.asPointer, `${pointer} NULL`);
    const place = memoryPlace(address, virtualSpace);
    const word = this.shown.loader.wordAt(start);
    const value = element('span', {}, ownLink(pointer, place, this.follow));
    if (word) value.append(' ', word.place ? ownLink(word.text, word.place, this.follow) : word.text);
    return row(strings.asPointer, value);
  }
}

function row(label: string, value: string | Node): readonly Node[] {
  return [element('dt', {}, label), element('dd', { class: 'code' }, value)];
}
