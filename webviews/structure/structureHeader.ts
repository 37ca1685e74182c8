import type { StructureCommand, StructureRequests } from '../../core/protocol/panels/structureRequests';
import { PanelHeader } from '../panel/panelHeader';
import type { PanelHost } from '../panel/panelPage';
import { element } from '../shared/element';
import { strings } from './strings';
import { press, toggleButton } from './toggleButton';
import { typeField } from './typeField';

export interface StructureHeaderActions {
  /** What the two fields say. */
  readonly pick: (type: string, address: string) => void;
  readonly filter: (text: string) => void;
  readonly run: (command: StructureCommand) => void;
  /** Back to the members. */
  readonly leave: () => void;
  readonly failed: (error: unknown) => void;
}

/** Type and address, the words that members are found by, and how they are shown. */
export class StructureHeader {
  readonly root: HTMLElement;
  private readonly panel: PanelHeader;
  private readonly type: HTMLInputElement;
  private readonly address = field(strings.address, strings.addressHint, 'address');
  private readonly filter = field(strings.filter, strings.filterHint, 'filter');
  private readonly hex: HTMLButtonElement;
  private readonly pin: HTMLButtonElement;
  private readonly differences: HTMLButtonElement;

  constructor(host: PanelHost<StructureRequests>, actions: StructureHeaderActions) {
    const { input, names } = typeField(host, { label: strings.type, hint: strings.typeHint }, actions.failed);
    this.type = input;
    this.type.classList.add('type');
    const command = (label: string, hint: string, name: StructureCommand): HTMLButtonElement =>
      toggleButton(label, hint, () => {
        actions.run(name);
      });
    this.hex = command(strings.hex, strings.hexHint, 'toggleHex');
    this.pin = command(strings.pin, strings.pinHint, 'pin');
    this.differences = command(strings.differences, strings.differencesHint, 'onlyDifferences');
    for (const each of [this.type, this.address]) {
      each.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') actions.pick(this.type.value, this.address.value);
        if (key === 'Escape') actions.leave();
      });
    }
    this.filter.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') actions.filter(this.filter.value);
      if (key === 'Escape') actions.run('clearFilter');
    });
    this.panel = new PanelHeader(
      host,
      { failed: actions.failed },
      this.type,
      names,
      this.address,
      this.filter,
      this.hex,
      this.pin,
      this.differences,
    );
    this.root = this.panel.root;
  }

  /** What is looked at. */
  showObject(type: string, address: string, command: string | undefined): void {
    this.type.value = type;
    this.address.value = address;
    this.panel.showCommand(command);
  }

  showChoices(choices: {
    readonly hex: boolean;
    readonly isPinned: boolean;
    readonly onlyDifferences: boolean;
    readonly filter: string;
  }): void {
    press(this.hex, choices.hex);
    press(this.pin, choices.isPinned);
    this.pin.title = choices.isPinned ? strings.unpinHint : strings.pinHint;
    press(this.differences, choices.onlyDifferences);
    if (document.activeElement !== this.filter) this.filter.value = choices.filter;
  }

  focusType(): void {
    this.type.focus();
    this.type.select();
  }

  focusFilter(): void {
    this.filter.focus();
    this.filter.select();
  }

  clearFilter(): void {
    this.filter.value = '';
  }
}

function field(label: string, hint: string, name: string): HTMLInputElement {
  return element('input', {
    type: 'text',
    class: `code ${name}`,
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: label,
    title: hint,
    'aria-label': label,
  });
}
