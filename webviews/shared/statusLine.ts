import { button, element } from './element';

export interface StatusAction {
  readonly label: string;
  readonly run: () => void;
}

/** Screen readers hear a change this often at most. */
const announceEveryMs = 2000;

/** One line under the log: the counts, and beside them work in progress or what went wrong, with a way out. */
export class StatusLine {
  private readonly counts = element('span', { class: 'counts' });
  private readonly note = element('span', { class: 'note' });
  private readonly action = element('span');
  private readonly live = element('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  readonly root = element('footer', {}, this.counts, this.note, this.action, this.live);
  private resting = false;

  showCounts(text: string): void {
    this.counts.textContent = text;
    this.announce();
  }

  showNote(text: string, action?: StatusAction): void {
    this.note.textContent = text;
    this.action.replaceChildren(...(action ? [button(action.label, action.run)] : []));
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
