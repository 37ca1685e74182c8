import { ownLink, type Follow } from '../panel/placeLink';
import { element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import { linksOf } from './model/rowLinks';
import { addressText } from './model/rowText';
import type { TreeLine } from './model/memberTree';
import { strings } from './strings';

/** One line under the tree: what the current member is, whole, and everything that explains it. */
export class RowDetails {
  readonly root = element('section', { class: 'row-details', 'aria-label': strings.linksLabel });

  constructor(private readonly follow: Follow) {}

  show(line: TreeLine | undefined): void {
    const row = line?.row;
    this.root.hidden = row === undefined;
    if (!row) return;
    const { address, name, value, meaning, mark } = row;
    const links = element(
      'span',
      { class: 'links' },
      ...linksOf(row).map(({ label, place }) => ownLink(strings.links[label], place, this.follow)),
    );
    roveFocus(links, (index) => {
      const link = links.children[index];
      if (link instanceof HTMLElement) link.click();
    });
    this.root.replaceChildren(
      ...(address === undefined ? [] : [element('span', { class: 'code' }, addressText(address))]),
      element('span', { class: 'code name' }, name),
      links,
      element('span', { class: 'code whole' }, [value, meaning].filter(Boolean).join(' ')),
      ...(mark ? [element('span', { class: 'note' }, mark.detail)] : []),
    );
  }
}
