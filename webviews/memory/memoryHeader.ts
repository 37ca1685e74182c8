import { PanelHeader } from '../panel/panelHeader';
import { button, element } from '../shared/element';
import type { MemoryControls } from './memoryControls';
import { widths } from './model/rowLayout';
import { strings } from './strings';

/** The line on top: where to go, and how bytes are shown. */
export class MemoryHeader {
  private readonly header: PanelHeader;
  private readonly width = element(
    'select',
    { title: strings.widthHint, 'aria-label': strings.widthHint },
    ...widths.map((width) => element('option', { value: String(width) }, strings.width(width * 8))),
  );
  private readonly pointers: HTMLButtonElement;
  private readonly physical: HTMLButtonElement;
  private readonly page: HTMLButtonElement;

  constructor(private readonly view: MemoryControls) {
    this.pointers = toggle(strings.pointers, strings.pointersHint, () => {
      view.run('pointers');
    });
    this.physical = toggle(strings.physical, strings.physicalHint, () => {
      view.run('physical');
    });
    this.page = toggle(strings.page.button, strings.page.hint, () => {
      view.run('translation');
    });
    this.width.addEventListener('change', () => {
      const width = widths.find((each) => String(each) === this.width.value);
      if (width) view.changeLayout({ width, pointers: false });
    });
    const { host } = view;
    this.header = new PanelHeader(
      host,
      {
        goTo: (text, beside) => void view.goTo(text, beside),
        failed: (error) => {
          view.report(error);
        },
      },
      this.width,
      this.pointers,
      this.physical,
      view.overlay.input,
      this.page,
      toggle(strings.bookmarks.button, strings.bookmarks.hint, () => {
        view.run('bookmark');
      }),
      toggle(strings.find.button, strings.find.hint, () => {
        view.run('find');
      }),
    );
  }

  get root(): HTMLElement {
    return this.header.root;
  }

  showCommand(line: string | undefined): void {
    this.header.showCommand(line);
  }

  update(): void {
    const { layout, space } = this.view.shown;
    this.width.value = String(layout.width);
    this.pointers.setAttribute('aria-pressed', String(layout.pointers));
    this.physical.setAttribute('aria-pressed', String(space.physical));
    this.page.setAttribute('aria-pressed', String(this.view.page.isOpen));
  }
}

function toggle(label: string, hint: string, action: () => void): HTMLButtonElement {
  const created = button(label, action);
  created.title = hint;
  return created;
}
