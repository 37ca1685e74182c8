import { button, element } from './element';
import { strings } from './strings';

export interface StatusAction {
  readonly label: string;
  readonly run: () => void;
}

/** Screen readers hear a change this often at most. */
const announceEveryMs = 2000;

/** One line under the log: the counts, and beside them work in progress or what went wrong, with a way out. */
export class StatusLine {
  readonly root: HTMLElement;
  private readonly counts = element('span', { className: 'counts' });
  private readonly note = element('span', { className: 'note' });
  private readonly action = button('', '', () => {
    this.act?.();
  });
  private readonly live = element('div', { className: 'visually-hidden' });
  private act: (() => void) | undefined;
  private resting = false;

  constructor() {
    this.live.setAttribute('aria-live', 'polite');
    this.root = element('footer', {}, this.counts, this.note, this.action, this.live);
    this.clearNote();
  }

  showCounts(text: string): void {
    this.counts.textContent = text;
    this.announce();
  }

  showNote(text: string, action?: StatusAction): void {
    this.note.textContent = text;
    this.act = action?.run;
    this.action.textContent = action?.label ?? '';
    this.action.hidden = action === undefined;
    this.announce();
  }

  clearNote(): void {
    this.showNote('');
  }

  private announce(): void {
    if (this.resting) return;
    this.resting = true;
    this.live.textContent = this.spoken();
    setTimeout(() => {
      this.resting = false;
      if (this.live.textContent !== this.spoken()) this.announce();
    }, announceEveryMs);
  }

  private spoken(): string {
    return [this.counts.textContent, this.note.textContent].filter((text) => text !== '').join('. ');
  }
}

/** “1,204 of 13,400 lines · 2,118 older messages overwritten” */
export function countsText(
  shown: number,
  all: number,
  filtering: boolean,
  overwritten: number | undefined,
): string {
  const parts = [filtering ? strings.linesOf(shown, all) : strings.lines(all)];
  if (overwritten !== undefined && overwritten > 0) parts.push(strings.overwritten(overwritten));
  return parts.join(' · ');
}
