import { parseLinkText } from './model/linkText';
import type { StructureRequests } from '../../core/protocol/panels/structureRequests';
import type { PanelHost } from '../panel/panelPage';
import { element } from '../shared/element';
import { strings } from './strings';
import { typeField } from './typeField';

/** Asks what hangs on a list: no type information tells it. */
export class ListPrompt {
  readonly root: HTMLElement;
  private readonly input: HTMLInputElement;
  private answer: ((link: string | undefined) => void) | undefined;

  constructor(host: PanelHost<StructureRequests>, leave: () => void, failed: (error: unknown) => void) {
    const { input, names } = typeField(host, { label: strings.listLabel, hint: strings.listHint }, failed);
    this.input = input;
    const label = element('label', {}, strings.listLabel, ' ', input);
    this.root = element(
      'div',
      { class: 'list-prompt' },
      label,
      names,
      element('span', { class: 'note' }, strings.listHint),
    );
    this.root.hidden = true;
    input.addEventListener('keydown', ({ key }) => {
      if (key !== 'Enter' && key !== 'Escape') return;
      this.root.hidden = true;
      if (key === 'Enter') this.answer?.(parseLinkText(input.value));
      leave();
    });
  }

  /** @param answer told the link, or undefined where none was named */
  ask(present: string, answer: (link: string | undefined) => void): void {
    this.answer = answer;
    this.input.value = present;
    this.root.hidden = false;
    this.input.focus();
    this.input.select();
  }
}
