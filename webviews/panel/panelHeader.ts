import { element, type Child } from '../shared/element';
import { roveToolbar } from '../shared/toolbarFocus';
import { ContextChip } from './contextChip';
import { iconButton } from './iconButton';
import type { PanelHost } from './panelPage';
import { NavigationControls } from './navigationControls';
import { panelStrings } from './strings';

export interface HeaderActions {
  /** Where the panel itself knows what a text means; else the extension is asked. */
  goTo?(text: string, beside: boolean): void;
  failed(error: unknown): void;
}

/** The line on top of every panel: ‹ › [go to] …the panel's own controls… its context and the crash command that it equals. */
export class PanelHeader {
  readonly goTo: HTMLInputElement;
  readonly root: HTMLElement;
  private readonly chip: HTMLButtonElement;
  private command = '';

  constructor(
    host: Pick<PanelHost<object>, 'ask' | 'context'>,
    actions: HeaderActions,
    ...controls: readonly Child[]
  ) {
    const asking = (asked: Promise<unknown>): void => {
      asked.catch((error: unknown) => {
        actions.failed(error);
      });
    };
    this.chip = iconButton('≙', '', () => {
      asking(host.ask('runInConsole', { line: this.command }));
    });
    this.chip.classList.add('equal', 'code');
    this.chip.hidden = true;
    const navigation = new NavigationControls({
      back: () => {
        asking(host.ask('back', null));
      },
      forward: () => {
        asking(host.ask('forward', null));
      },
      goTo: (text, beside) => {
        if (actions.goTo) actions.goTo(text, beside);
        else asking(host.ask('goTo', { text, beside }));
      },
    });
    this.goTo = navigation.goTo;
    const toolbar = element(
      'div',
      { role: 'toolbar', 'aria-label': panelStrings.toolbarLabel },
      ...navigation.elements,
      ...controls,
      new ContextChip(host, (error) => {
        actions.failed(error);
      }).root,
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
