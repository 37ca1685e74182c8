import { element } from '../shared/element';

/** A button that is on or off. */
export class ToggleButton {
  readonly root: HTMLButtonElement;

  constructor(label: string, hint: string, toggle: () => void) {
    this.root = element('button', { type: 'button', title: hint, 'aria-pressed': 'false' }, label);
    this.root.addEventListener('click', toggle);
  }

  show(isOn: boolean): void {
    this.root.setAttribute('aria-pressed', String(isOn));
  }
}
