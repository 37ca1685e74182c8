import type { Problem } from '../../core/base/problem';
import { element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';

/** What could not be read, and why; nothing where there is nothing to say. */
export function problemList(
  problems: readonly Problem[],
  missing: readonly string[] = [],
): HTMLElement | undefined {
  const messages = [...missing, ...problems.map(({ message, at }) => (at ? `${message} (${at})` : message))];
  if (messages.length === 0) return undefined;
  const list = element('ul', { class: 'problems' }, ...messages.map((message) => element('li', {}, message)));
  roveFocus(list);
  return list;
}
