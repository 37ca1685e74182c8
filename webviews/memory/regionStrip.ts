import type { RegionData } from '../../core/protocol/panels/memoryRequests';
import { element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import { addressText } from './model/addressSpace';
import { addressAt, fractionOf } from './model/regionPlace';
import type { ShownMemory } from './shownMemory';
import { strings } from './strings';

const words = strings.regions;

/** A row for each region: what of it the dump holds. It is the coarse scroll bar of the address space. */
export class RegionStrip {
  readonly root = element('nav', { class: 'regions', 'aria-label': words.title });
  private readonly known = new Map<boolean, readonly RegionData[]>();
  private readonly markers: { readonly region: RegionData; readonly marker: HTMLElement }[] = [];
  private drawnFor: boolean | undefined;

  constructor(
    private readonly shown: ShownMemory,
    private readonly go: (address: bigint) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Rows from that address on are in sight. */
  update(top: bigint): void {
    const { physical } = this.shown.space;
    if (this.drawnFor !== physical) {
      this.drawnFor = physical;
      void this.load(physical);
    }
    for (const { region, marker } of this.markers) {
      const fraction = fractionOf(region, top);
      marker.hidden = fraction === undefined;
      marker.style.left = `${(fraction ?? 0) * 100}%`;
    }
  }

  private async load(physical: boolean): Promise<void> {
    this.root.replaceChildren();
    this.markers.length = 0;
    try {
      const regions =
        this.known.get(physical) ?? (await this.shown.host.request('memoryRegions', { physical })).regions;
      this.known.set(physical, regions);
      if (this.drawnFor === physical) this.draw(regions);
    } catch (error) {
      this.failed(error);
    }
  }

  private draw(regions: readonly RegionData[]): void {
    this.root.replaceChildren(...regions.map((region) => this.row(region)));
    roveFocus(this.root, (index) => {
      const region = regions[index];
      if (region) this.go(BigInt(region.start));
    });
    this.update(this.shown.start);
  }

  private row(region: RegionData): HTMLElement {
    const { name, start, last, shares } = region;
    const marker = element('span', { class: 'marker' });
    const bar = element('span', { class: 'bar' }, ...shares.map(sharePart), marker);
    this.markers.push({ region, marker });
    const sum = (kind: 'dumped' | 'excluded'): number =>
      shares.reduce((total, share) => total + share[kind], 0);
    const percent = Math.round((100 * sum('dumped')) / Math.max(1, sum('dumped') + sum('excluded')));
    const label = words.region(name, addressText(BigInt(start)), addressText(BigInt(last)), percent);
    const row = element(
      'div',
      { class: 'region', role: 'link', tabindex: '-1', 'aria-label': label, title: label },
      element('span', { class: 'region-name' }, name),
      bar,
    );
    bar.addEventListener('click', ({ clientX }) => {
      const { left, width } = bar.getBoundingClientRect();
      this.go(addressAt(region, (clientX - left) / width));
    });
    row.firstElementChild?.addEventListener('click', () => {
      this.go(BigInt(start));
    });
    return row;
  }
}

/** By what most of its pages are: a page that is in the dump outweighs those that are not there at all. */
function sharePart({ dumped, excluded }: RegionData['shares'][number]): HTMLElement {
  const kind = dumped === 0 && excluded === 0 ? 'empty' : dumped >= excluded ? 'dumped' : 'excluded';
  return element('span', { class: `share ${kind}` });
}
