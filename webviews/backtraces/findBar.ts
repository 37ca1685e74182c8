import { button, element } from '../shared/element';
import { iconButton } from '../panel/iconButton';
import { strings } from './strings';

const words = strings.find;

export interface FindActions {
  changed(): void;
  step(step: 1 | -1): void;
  close(): void;
}

/** Where a text is typed that is looked for in all rows: Enter leads to the next, Shift+Enter to the one before. */
export class FindBar {
  private readonly field = element('input', {
    type: 'text',
    spellcheck: 'false',
    placeholder: words.placeholder,
    'aria-label': words.placeholder,
  });
  private readonly count = element('span', { class: 'find-count note', role: 'status' });
  private readonly unsearched = element('span', { class: 'note', title: words.unsearchedHint });
  readonly root: HTMLElement;

  constructor(actions: FindActions) {
    this.field.addEventListener('input', () => {
      actions.changed();
    });
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') actions.step(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') actions.close();
      else return;
      event.preventDefault();
    });
    this.root = element(
      'div',
      { class: 'find-bar', role: 'search' },
      this.field,
      this.count,
      iconButton('↑', words.previous, () => {
        actions.step(-1);
      }),
      iconButton('↓', words.next, () => {
        actions.step(1);
      }),
      button(words.close, () => {
        actions.close();
      }),
      this.unsearched,
    );
    this.root.hidden = true;
  }

  get text(): string {
    return this.field.value.trim();
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  open(): void {
    this.root.hidden = false;
    this.field.focus();
    this.field.select();
  }

  close(): void {
    this.root.hidden = true;
  }

  /** @param at of the hit that is current; undefined where none is */
  showCount(at: number | undefined, total: number): void {
    this.count.textContent = this.text === '' ? '' : words.count(at, total);
  }

  /** @param stacks whose inlined functions are not known yet */
  showUnsearched(stacks: number): void {
    this.unsearched.textContent = this.text === '' || stacks === 0 ? '' : words.unsearched(stacks);
  }
}
