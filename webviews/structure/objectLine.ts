import type { FoundObject } from '../../core/protocol/panels/structureRequests';
import { element } from '../shared/element';
import { addressText } from './model/rowText';
import { strings } from './strings';

/** What object is looked at, in a line above its members. */
export class ObjectLine {
  readonly root = element('div', { class: 'object-line' });

  show({ type, address, sizeBytes, holes, guessedFrom }: FoundObject, besideCount: number): void {
    const title = [type, address === undefined ? '' : addressText(address)].filter(Boolean).join(' ');
    this.root.replaceChildren(
      element('strong', { class: 'code' }, title),
      element('span', { class: 'note' }, strings.sizeOf(sizeBytes)),
      element('span', { class: 'note' }, strings.holes(holes.count, holes.sizeBytes)),
      ...(guessedFrom ? [element('span', { class: 'guess' }, strings.guessedFromSlab)] : []),
      ...(besideCount > 0 ? [element('span', { class: 'note' }, strings.beside(besideCount))] : []),
    );
  }
}
