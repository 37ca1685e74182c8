import { button, element } from '../shared/element';
import { strings } from './strings';

/** Shorter waits show nothing: a skeleton that flashes by disturbs more than it tells. */
export const skeletonDelayMs = 150;

interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Bars where the rows will stand, so that nothing jumps when they come; above them how far the search got. */
export class OpeningView {
  private readonly words = element('p', {}, strings.opening);
  private readonly actions = element('div', { class: 'actions' });
  readonly root = element(
    'div',
    { class: 'skeleton', role: 'status' },
    this.words,
    this.actions,
    ...skeletonBars(12),
  );

  constructor(private readonly cancel: () => void) {}

  /** What takes so long that it tells its progress can be given up. The button stays, and keeps its focus. */
  update({ done, total }: Progress): void {
    this.words.textContent = strings.searching(done, total);
    if (!this.actions.hasChildNodes()) this.actions.append(button(strings.remedies.cancel, this.cancel));
  }
}

export function skeletonBars(count: number): HTMLElement[] {
  return Array.from({ length: count }, () => element('div', { class: 'bar' }));
}
