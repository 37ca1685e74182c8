import { ownLink, type Follow } from '../panel/placeLink';
import { element } from '../shared/element';
import { addressText, memoryPlace } from './model/addressSpace';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

/** Stands over rows of which none is mapped: where the nearest pages are that have something. */
export class NowhereNote {
  readonly root = element('div', { class: 'nowhere', role: 'note' });
  private askedFor: string | undefined;

  constructor(
    private readonly shown: ShownMemory,
    private readonly follow: Follow,
  ) {
    this.root.hidden = true;
  }

  /** Bytes from `start` to `last` are in sight. */
  update(start: bigint, last: bigint): void {
    const gap = this.gapOver(start, last);
    this.root.hidden = gap === undefined;
    if (gap === undefined) this.askedFor = undefined;
    else void this.explain(start, gap);
  }

  /** The sentence on why nothing is there, when that holds for all that is in sight. */
  private gapOver(start: bigint, last: bigint): string | undefined {
    const { loader, rowBytes } = this.shown;
    let sentence: string | undefined;
    for (let address = start; address <= last; address += rowBytes) {
      const byte = loader.at(address);
      if (typeof byte !== 'object' || !['not-mapped', 'not-in-dump'].includes(byte.reason)) return undefined;
      sentence ??= byte.detail ?? '';
    }
    return sentence;
  }

  private async explain(start: bigint, detail: string): Promise<void> {
    const key = `${this.shown.space.physical} ${start}`;
    if (this.askedFor === key) return;
    this.askedFor = key;
    const empty = this.shown.space.physical ? strings.noRam : strings.nothingMapped;
    this.root.replaceChildren(element('p', {}, empty), element('p', { class: 'note' }, detail));
    const [next, previous] = await Promise.all([this.page(start, false), this.page(start, true)]);
    if (this.askedFor !== key) return;
    this.root.append(
      this.link(strings.nextPage, next, strings.noNextPage),
      this.link(strings.previousPage, previous, strings.noPreviousPage),
    );
  }

  private async page(from: bigint, backwards: boolean): Promise<string | null> {
    const { host, space } = this.shown;
    const { address } = await host.request('nextMappedPage', {
      address: `0x${from.toString(16)}`,
      physical: space.physical,
      backwards,
    });
    return address;
  }

  private link(label: string, address: string | null, none: string): HTMLElement {
    if (address === null) return element('p', {}, none);
    const at = BigInt(address);
    return element('p', {}, label, ownLink(addressText(at), memoryPlace(at, this.shown.space), this.follow));
  }
}
