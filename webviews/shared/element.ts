import { visibleText } from '../../core/base/visibleText';

export type Child = Node | string | undefined;

/**
 * An element with attributes and children. Strings become text, never markup, with control and bidirectional
 * characters made visible: most of them come from a dump.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, visibleText(value));
  for (const child of children) {
    if (child !== undefined) created.append(typeof child === 'string' ? visibleText(child) : child);
  }
  return created;
}

/** A button that says what it does; `key` is the single key that does the same. */
export function button(label: string, action: () => void, key?: string): HTMLButtonElement {
  const created = element('button', { type: 'button', ...(key && { 'aria-keyshortcuts': key }) }, label);
  if (key) created.append(element('kbd', { 'aria-hidden': 'true' }, key));
  created.addEventListener('click', action);
  return created;
}
