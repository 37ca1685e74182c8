import { errorData } from '../../core/base/errors';
import { maxSearchHits, type SearchKind, type SearchPart } from '../../core/protocol/panels/memoryRequests';
import { iconButton } from '../panel/iconButton';
import { button, element } from '../shared/element';
import { HitList, type FoundPlace } from './hitList';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

const words = strings.find;
const kinds: readonly SearchKind[] = ['text', 'bytes', 'value', 'pointers'];
export interface FindActions {
  readonly go: (found: FoundPlace) => void;
  readonly closed: () => void;
}

/** Searches all memory that the dump holds; hits come as they are found. */
export class FindPart {
  private readonly kind = element(
    'select',
    { 'aria-label': words.kind },
    ...kinds.map((kind) => element('option', { value: kind }, words.kinds[kind])),
  );
  private readonly text = element('input', { type: 'text', spellcheck: 'false', 'aria-label': words.what });
  private readonly progress = element('p', { class: 'note' });
  private readonly stop: HTMLButtonElement;
  private readonly hits: HitList;
  readonly root: HTMLElement;
  /** Counts searches: one that is no longer the last one ends. */
  private run = 0;

  constructor(
    private readonly shown: ShownMemory,
    private readonly actions: FindActions,
  ) {
    this.hits = new HitList(actions.go);
    this.stop = button(words.cancel, () => {
      this.cancel();
    });
    this.root = element(
      'section',
      { class: 'find', role: 'search', 'aria-label': words.title },
      element(
        'h2',
        {},
        words.title,
        ' ',
        iconButton('×', words.close, () => {
          this.close();
        }),
      ),
      element('div', { class: 'find-line' }, this.kind, this.text, this.stop),
      this.progress,
      this.hits.root,
    );
    this.root.hidden = true;
    this.stop.hidden = true;
    this.text.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') void this.search();
    });
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.close();
    });
    this.showHint();
    this.kind.addEventListener('change', () => {
      this.showHint();
    });
  }

  open(): void {
    this.root.hidden = false;
    this.text.focus();
    this.text.select();
  }

  /** Words anywhere that point to the bytes. */
  findPointers(start: bigint, sizeBytes: number): void {
    this.root.hidden = false;
    this.kind.value = 'pointers';
    this.text.value = `0x${start.toString(16)} ${sizeBytes}`;
    this.showHint();
    void this.search();
  }

  move(step: 1 | -1): void {
    this.hits.move(step);
  }

  /** Ends a search that is under way; what was found is there again when it opens. */
  private close(): void {
    this.cancel();
    this.root.hidden = true;
    this.actions.closed();
  }

  private cancel(): void {
    this.run += 1;
    this.stop.hidden = true;
  }

  private showHint(): void {
    this.text.placeholder = words.hints[this.kindChosen()];
  }

  private kindChosen(): SearchKind {
    return kinds.find((kind) => kind === this.kind.value) ?? 'text';
  }

  private async search(): Promise<void> {
    const run = ++this.run;
    const kind = this.kindChosen();
    const text = this.text.value;
    if (text === '') return;
    this.hits.clear();
    this.stop.hidden = false;
    try {
      for (let from: string | null = '0x0'; from !== null && run === this.run;) {
        const maxHits = maxSearchHits - this.hits.count;
        if (maxHits === 0) break;
        const part: SearchPart = await this.shown.host.request('searchMemory', { kind, text, from, maxHits });
        if (run !== this.run) break;
        this.hits.add(part.hits);
        from = part.next;
        this.progress.textContent = words.progress(this.hits.count, part.searchedBytes, part.totalBytes);
      }
      if (run === this.run && this.hits.count === 0) this.progress.textContent = words.none;
    } catch (error) {
      const { message, nextStep } = errorData(error);
      this.progress.textContent = `${message} ${nextStep}`;
    }
    if (run === this.run) this.stop.hidden = true;
  }
}
