import { button, element } from './element';

/** Stands in the log's place while there is nothing to show there. */
export class Overlay {
  readonly root = element('div', { className: 'overlay' });

  /** Grey rows; the style sheet lets them appear after 150 ms. */
  showSkeleton(): void {
    const rows = Array.from({ length: 12 }, () => element('div', { className: 'skeleton-row' }));
    this.replace(element('div', { className: 'skeleton' }, ...rows));
  }

  showMessage(
    text: string,
    detail: string,
    action?: { readonly label: string; readonly run: () => void },
  ): void {
    const children: HTMLElement[] = [element('p', { text })];
    if (detail) children.push(element('p', { className: 'detail', text: detail }));
    if (action) children.push(button(action.label, action.label, action.run));
    this.replace(element('div', { className: 'message' }, ...children));
  }

  hide(): void {
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  private replace(content: HTMLElement): void {
    this.root.replaceChildren(content);
    this.root.hidden = false;
  }
}
