import { element } from '../shared/element';
import { strings } from './strings';

/** Where words are typed that tasks have to match. */
export class FilterField {
  readonly root = element('input', {
    class: 'filter',
    type: 'text',
    spellcheck: 'false',
    placeholder: strings.filter,
    title: strings.filterHint,
    'aria-label': strings.filter,
  });

  constructor(changed: (text: string) => void, leave: () => void) {
    this.root.addEventListener('input', () => {
      changed(this.root.value);
    });
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.root.value !== '') {
        this.root.value = '';
        changed('');
      } else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') leave();
      else return;
      event.preventDefault();
    });
  }

  /** @param problem what of the text was not understood */
  show(text: string, problem: string | undefined): void {
    if (this.root.value !== text) this.root.value = text;
    this.root.setAttribute('aria-invalid', String(problem !== undefined));
    this.root.title = problem ?? strings.filterHint;
  }

  focus(): void {
    this.root.focus();
    this.root.select();
  }
}
