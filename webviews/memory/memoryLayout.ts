import { element } from '../shared/element';
import type { MemoryControls } from './memoryControls';

/** A part that stands somewhere in the panel. */
interface Part {
  readonly root: HTMLElement;
}

/** Where the parts of the panel stand: rows between the regions above them and what explains a place beside them. */
export function layOutMemory(
  { page, find, bookmarks }: Pick<MemoryControls, 'page' | 'find' | 'bookmarks'>,
  parts: Readonly<Record<'header' | 'regions' | 'rows' | 'nowhere' | 'inspector' | 'status', Part>>,
): HTMLElement {
  const { header, regions, rows, nowhere, inspector, status } = parts;
  const details = [inspector, page, find, bookmarks].map(({ root }) => root);
  return element(
    'div',
    { class: 'panel memory' },
    header.root,
    element(
      'main',
      {},
      regions.root,
      element('div', { class: 'rows-part' }, rows.root, nowhere.root),
      element('aside', { class: 'details' }, ...details),
    ),
    status.root,
  );
}
