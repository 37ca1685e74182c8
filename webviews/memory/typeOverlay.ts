import { errorData } from '../../core/base/errors';
import type { MemoryOverlay, OverlayMember } from '../../core/protocol/panels/memoryRequests';
import { placeLink, type Follow } from '../panel/placeLink';
import { element } from '../shared/element';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

const words = strings.overlay;

/** Sees the bytes from an address on as a C type: its members stand beside the rows that they begin in. */
export class TypeOverlay {
  readonly input = element('input', {
    type: 'text',
    class: 'overlay-type code',
    spellcheck: 'false',
    placeholder: words.placeholder,
    title: words.hint,
    'aria-label': words.hint,
  });
  private applied: { readonly type: string; readonly address: bigint } | undefined;
  private overlay: MemoryOverlay | undefined;

  /** @param changed the rows have to be drawn anew */
  constructor(
    private readonly shown: ShownMemory,
    private readonly follow: Follow,
    private readonly changed: () => void,
    private readonly say: (text: string) => void,
  ) {
    this.input.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') void this.apply(this.input.value.trim(), this.shown.start);
      if (key === 'Escape') void this.apply('', 0n);
    });
    // User addresses are another process's then.
    shown.host.context.changed.listen(() => {
      if (this.applied) void this.apply(this.applied.type, this.applied.address);
    });
  }

  /** What a reload brings back. */
  get state(): { readonly type: string; readonly address: bigint } | undefined {
    return this.applied;
  }

  open(): void {
    this.input.focus();
    this.input.select();
  }

  /** An empty type takes the overlay away. */
  async apply(type: string, address: bigint): Promise<void> {
    this.input.value = type;
    this.input.removeAttribute('aria-invalid');
    this.overlay = undefined;
    this.applied = type === '' ? undefined : { type, address };
    try {
      if (type !== '') {
        const wire = `0x${address.toString(16)}`;
        this.overlay = await this.shown.host.request('memoryOverlay', { type, address: wire });
        this.say(words.applied(this.overlay.type, this.overlay.sizeBytes));
      }
    } catch (error) {
      const { message, nextStep } = errorData(error);
      this.input.setAttribute('aria-invalid', 'true');
      this.say(`${message} ${nextStep}`);
    }
    this.changed();
  }

  membersIn(address: bigint, sizeBytes: number): readonly HTMLElement[] {
    const { overlay, applied } = this;
    if (!overlay || !applied || this.shown.space.physical) return [];
    const from = address - applied.address;
    if (from + BigInt(sizeBytes) <= 0n || from >= BigInt(overlay.sizeBytes)) return [];
    const start = Number(from);
    return overlay.members
      .filter(({ offset }) => offset >= start && offset < start + sizeBytes)
      .map((member) => this.member(member));
  }

  private member({ path, value, place }: OverlayMember): HTMLElement {
    const text = value ?? words.notDumped;
    return element(
      'span',
      { class: 'member' },
      element('span', { class: 'member-name' }, path),
      ' = ',
      place ? placeLink(text, place, this.follow) : element('span', { class: 'member-value' }, text),
    );
  }
}
