import { element, type Child } from '../shared/element';

/** A button whose face is a sign; `label` says what it does. */
export function iconButton(sign: Child, label: string, action: () => void): HTMLButtonElement {
  const created = element(
    'button',
    { type: 'button', class: 'icon', ...(label && { title: label, 'aria-label': label }) },
    sign,
  );
  created.addEventListener('click', action);
  return created;
}
