import { element } from '../shared/element';
import { iconButton } from './iconButton';
import { panelStrings } from './strings';

/** Ways out of a view: over the history of all views, and to what is typed. */
export interface NavigationActions {
  back(): void;
  forward(): void;
  goTo(text: string, beside: boolean): void;
}

/** ‹ › [go to]: how the line on top of every view begins. */
export class NavigationControls {
  readonly goTo = element('input', {
    class: 'go-to',
    type: 'text',
    spellcheck: 'false',
    placeholder: panelStrings.goTo,
    title: panelStrings.goToHint,
    'aria-label': panelStrings.goTo,
  });
  readonly elements: readonly HTMLElement[];

  constructor(actions: NavigationActions) {
    this.goTo.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
      const text = this.goTo.value;
      if (key === 'Enter' && text.trim() !== '') actions.goTo(text, ctrlKey || metaKey);
    });
    this.elements = [
      iconButton('‹', panelStrings.back, () => {
        actions.back();
      }),
      iconButton('›', panelStrings.forward, () => {
        actions.forward();
      }),
      this.goTo,
    ];
  }
}
