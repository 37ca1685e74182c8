import type { FoundObject } from '../../core/protocol/panels/structureRequests';
import { element } from '../shared/element';
import { addressText } from './model/rowText';
import { strings } from './strings';

/** What object is looked at, in a line above its members. */
export class ObjectLine {
  readonly root = element('div', { class: 'object-line' });

  show({ type, address, sizeBytes, holes, guessedFrom, slab }: FoundObject, besideCount: number): void {
    const title = [type, address === undefined ? '' : addressText(address)].filter(Boolean).join(' ');
    this.root.replaceChildren(
      element('strong', { class: 'code' }, title),
      element('span', { class: 'note' }, strings.sizeOf(sizeBytes)),
      element('span', { class: 'note' }, strings.holes(holes.count, holes.sizeBytes)),
      ...(slab ? slabNotes(slab) : []),
      ...(guessedFrom ? [element('span', { class: 'warning' }, strings.guessedFromSlab)] : []),
      ...(besideCount > 0 ? [element('span', { class: 'note' }, strings.beside(besideCount))] : []),
    );
  }
}

/** A free object looks like one in use, and a damaged one like a whole one. */
function slabNotes({ use, text, offset, guards }: NonNullable<FoundObject['slab']>): readonly HTMLElement[] {
  const note = (isWarning: boolean, words: string): HTMLElement =>
    element('span', { class: isWarning ? 'warning' : 'note' }, words);
  return [
    note(use !== 'allocated', offset === 0 ? text : strings.within(offset, text)),
    ...guards.map((guard) => note(guard.isDamaged, guard.text)),
  ];
}
