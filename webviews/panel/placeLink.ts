import type { Place } from '../../core/protocol/place';
import { element } from '../shared/element';
import { addressContext } from './addressContext';
import { panelStrings } from './strings';

/** Leads to a place in this group of editors, or beside it. */
export type Follow = (place: Place, beside: boolean) => void;

/** Text that leads to a place. The row that it stands in is the Tab stop, so it is none of its own. */
export function placeLink(text: string, place: Place, follow: Follow, hint?: string): HTMLElement {
  const link = element(
    'a',
    {
      class: 'place',
      title: [hint, panelStrings.followHint].filter(Boolean).join('\n'),
      ...addressContext(place),
    },
    text,
  );
  link.addEventListener('click', (event) => {
    // Selecting text in a row is no click on it.
    if (getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.stopPropagation();
    follow(place, event.ctrlKey || event.metaKey);
  });
  return link;
}

/** The same where no row is the Tab stop: it is one of its own, and Enter follows it. */
export function ownLink(text: string, place: Place, follow: Follow, hint?: string): HTMLElement {
  const link = placeLink(text, place, follow, hint);
  link.tabIndex = 0;
  link.setAttribute('role', 'link');
  link.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    follow(place, event.ctrlKey || event.metaKey);
  });
  return link;
}
