import { element } from '../shared/element';

/** A button that is pressed or not. */
export function toggleButton(label: string, hint: string, action: () => void): HTMLButtonElement {
  const created = element('button', { type: 'button', title: hint, 'aria-pressed': 'false' }, label);
  created.addEventListener('click', action);
  return created;
}

export function press(button: HTMLButtonElement, isPressed: boolean): void {
  button.setAttribute('aria-pressed', String(isPressed));
}
