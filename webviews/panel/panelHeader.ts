import { element, type Child } from '../shared/element';
import { roveToolbar } from '../shared/toolbarFocus';
import { panelStrings } from './strings';

export interface HeaderActions {
  back(): void;
  forward(): void;
  goTo(text: string, beside: boolean): void;
  runInConsole(line: string): void;
}

/** The line on top of every panel: ‹ › [go to] …the panel's own controls… and the crash command that it equals. */
export class PanelHeader {
  readonly goTo = element('input', {
    class: 'go-to',
    type: 'text',
    spellcheck: 'false',
    placeholder: panelStrings.goTo,
    title: panelStrings.goToHint,
    'aria-label': panelStrings.goTo,
  });
  readonly root: HTMLElement;
  private readonly chip: HTMLButtonElement;
  private command = '';

  constructor(actions: HeaderActions, ...controls: readonly Child[]) {
    this.chip = iconButton('≙', '', () => {
      actions.runInConsole(this.command);
    });
    this.chip.classList.add('equal', 'code');
    this.chip.hidden = true;
    this.goTo.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
      if (key === 'Enter' && this.goTo.value.trim() !== '') actions.goTo(this.goTo.value, ctrlKey || metaKey);
    });
    const toolbar = element(
      'div',
      { role: 'toolbar', 'aria-label': panelStrings.toolbarLabel },
      iconButton('‹', panelStrings.back, () => {
        actions.back();
      }),
      iconButton('›', panelStrings.forward, () => {
        actions.forward();
      }),
      this.goTo,
      ...controls,
      this.chip,
    );
    roveToolbar(toolbar);
    const heading = element('h1', { class: 'visually-hidden' }, document.title);
    this.root = element('header', {}, heading, toolbar);
  }

  /** What a person would type into crash to see the same; undefined where crash has nothing like it. */
  showCommand(line: string | undefined): void {
    this.command = line ?? '';
    this.chip.hidden = line === undefined;
    this.chip.textContent = `≙ ${this.command}`;
    this.chip.title = panelStrings.runInConsole(this.command);
    this.chip.setAttribute('aria-label', this.chip.title);
  }
}

/** A button whose face is a sign; `label` says what it does. */
export function iconButton(sign: string, label: string, action: () => void): HTMLButtonElement {
  const created = element(
    'button',
    { type: 'button', class: 'icon', ...(label && { title: label, 'aria-label': label }) },
    sign,
  );
  created.addEventListener('click', action);
  return created;
}
