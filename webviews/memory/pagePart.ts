import { errorData } from '../../core/base/errors';
import { iconButton } from '../panel/iconButton';
import type { Follow } from '../panel/placeLink';
import { element } from '../shared/element';
import { addressText, type AddressSpace } from './model/addressSpace';
import { PageFacts } from './pageFacts';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

const words = strings.page;

/** What page the cursor is in: each level of the page tables, what the kernel notes about the page, whose it is. */
export class PagePart {
  private readonly facts = element('div');
  private readonly console: HTMLButtonElement;
  readonly root: HTMLElement;
  private readonly painter: PageFacts;
  private askedFor: string | undefined;

  constructor(
    private readonly shown: ShownMemory,
    follow: Follow,
    failed: (error: unknown) => void,
  ) {
    this.painter = new PageFacts(follow);
    this.console = iconButton('≙ vtop', words.inConsole, () => {
      const line = `vtop ${shown.start.toString(16)}`;
      shown.host.ask('runInConsole', { line }).catch(failed);
    });
    this.console.classList.add('code');
    this.root = element(
      'section',
      { class: 'page-facts', 'aria-label': words.title },
      element('h2', {}, words.title, ' ', this.console),
      this.facts,
    );
    this.root.hidden = true;
    shown.host.context.changed.listen(() => {
      this.askedFor = undefined;
      this.update();
    });
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  toggle(): void {
    if (this.isOpen) this.root.hidden = true;
    else this.open();
  }

  open(): void {
    this.root.hidden = false;
    this.askedFor = undefined;
    this.update();
    this.root.scrollIntoView({ block: 'nearest' });
  }

  /** Asks again when the cursor has moved. */
  update(): void {
    const { start, space } = this.shown;
    const key = `${space.physical} ${start}`;
    if (!this.isOpen || this.askedFor === key) return;
    this.askedFor = key;
    // crash's vtop takes virtual addresses; its ptov is the other way.
    this.console.hidden = space.physical;
    void this.show(key, start, space);
  }

  private async show(key: string, address: bigint, { physical }: AddressSpace): Promise<void> {
    const wire = `0x${address.toString(16)}`;
    try {
      const page = await this.shown.host.request('memoryPage', { address: wire, physical });
      if (this.askedFor !== key) return;
      const where = physical ? words.physicalAddress(wire.slice(2)) : addressText(address);
      const subject = element('p', { class: 'code' }, where, this.whose(page.process));
      this.facts.replaceChildren(subject, ...this.painter.paint(page));
    } catch (error) {
      if (this.askedFor === key) this.facts.textContent = errorData(error).message;
    }
  }

  /** A process's address means nothing without it. */
  private whose(process: string | undefined): HTMLElement | undefined {
    return process === undefined
      ? undefined
      : element('span', { class: 'note' }, ` ${words.ofProcess(process)}`);
  }
}
