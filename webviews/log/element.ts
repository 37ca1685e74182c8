interface Attributes {
  readonly className?: string;
  readonly text?: string;
  readonly title?: string;
  readonly role?: string;
  readonly label?: string;
}

/** A new element; its text is text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { className, text, title, role, label }: Attributes = {},
  ...children: readonly HTMLElement[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (className !== undefined) created.className = className;
  if (text !== undefined) created.textContent = text;
  if (title !== undefined) created.title = title;
  if (role !== undefined) created.setAttribute('role', role);
  if (label !== undefined) created.setAttribute('aria-label', label);
  created.append(...children);
  return created;
}

export function button(text: string, title: string, onClick: () => void): HTMLButtonElement {
  const created = element('button', { text, title });
  created.type = 'button';
  created.addEventListener('click', onClick);
  return created;
}
