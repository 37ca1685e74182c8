import { button, element } from './element';
import type { StatusAction } from './statusLine';

const skeletonRows = 12;

/** Stands in the log's place while there is nothing to show there. */
export class Overlay {
  readonly root = element('div', { class: 'overlay' });

  /** Grey rows; the style sheet lets them appear after 150 ms. */
  showSkeleton(): void {
    const rows = Array.from({ length: skeletonRows }, () => element('div', { class: 'skeleton-row' }));
    this.replace(element('div', { class: 'skeleton' }, ...rows));
  }

  showMessage(text: string, detail: string, action?: StatusAction): void {
    this.replace(
      element(
        'div',
        { class: 'message' },
        element('p', {}, text),
        element('p', { class: 'detail' }, detail),
        action && button(action.label, action.run),
      ),
    );
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
