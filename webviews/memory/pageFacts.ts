import type { FrameData, MemoryPage, SlabData, TableEntry } from '../../core/protocol/panels/memoryRequests';
import { placeLink, type Follow } from '../panel/placeLink';
import { element, type Child } from '../shared/element';
import {
  addressText,
  memoryPlace,
  physicalSpace,
  virtualSpace,
  type AddressSpace,
} from './model/addressSpace';
import { strings } from './strings';

const words = strings.page;

/** Paints what is known of a page: the way through the tables, its struct page, its slab. */
export class PageFacts {
  constructor(private readonly follow: Follow) {}

  /** Each fact about the page that is known. */
  paint(page: MemoryPage): readonly HTMLElement[] {
    const { entries, fault, physical, kernelAddress, mappedSizeBytes, name, owner, frame, slab } = page;
    return [
      ...(entries.length > 0 ? [this.table(entries)] : []),
      ...(fault === undefined ? [] : [element('p', { class: 'bad' }, fault)]),
      list([
        ...(physical === undefined ? [] : [entry(words.physical, this.address(physical, physicalSpace))]),
        ...(kernelAddress === undefined
          ? []
          : [entry(words.kernelAddress, this.address(kernelAddress, virtualSpace))]),
        ...(mappedSizeBytes === undefined ? [] : [entry(words.mappedAs, words.pageOf(mappedSizeBytes))]),
        ...(name === undefined ? [] : [entry(words.is, name)]),
        ...(owner ? [entry(words.owner, placeLink(owner.text, owner.place, this.follow))] : []),
        ...(frame ? this.frameRows(frame) : physical === undefined ? [] : [entry(words.page, words.noPage)]),
        ...(slab ? this.slabRows(slab) : []),
      ]),
    ];
  }

  /** The flags have a line of their own: there are many of them. */
  private table(entries: readonly TableEntry[]): HTMLElement {
    return element(
      'table',
      { class: 'code' },
      ...entries.flatMap(({ level, entryAddress, entry: value, flags }) => [
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, level),
          element('td', {}, this.address(entryAddress, physicalSpace)),
          element('td', {}, `⇒ ${bare(value)}`),
        ),
        element('tr', {}, element('td'), element('td', { class: 'note', colspan: '2' }, flags.join(' '))),
      ]),
    );
  }

  private frameRows(frame: FrameData): readonly (readonly HTMLElement[])[] {
    const {
      pfn,
      pageAddress,
      headAddress,
      flagNames,
      flags,
      type,
      referenceCount,
      mapCount,
      mapping,
      index,
    } = frame;
    return [
      entry(words.page, this.structPage(pageAddress), ` pfn ${pfn.toString(16)}`),
      ...(headAddress === undefined ? [] : [entry(words.head, this.structPage(headAddress))]),
      entry(words.flags, `${bare(flags ?? '??')} ${flagNames.join(', ')}`),
      ...(type === undefined ? [] : [entry(words.type, type)]),
      entry(words.count, String(referenceCount ?? '??')),
      ...(mapCount === undefined ? [] : [entry(words.mapCount, String(mapCount))]),
      ...(mapping === undefined ? [] : [entry(words.mapping, bare(mapping))]),
      ...(index === undefined ? [] : [entry(words.index, bare(index))]),
    ];
  }

  private structPage(address: string): HTMLElement {
    return placeLink(bare(address), { view: 'structure', type: 'struct page', address }, this.follow);
  }

  private slabRows(slab: SlabData): readonly (readonly HTMLElement[])[] {
    const { cacheName, cacheAddress, objectAddress, objectSizeBytes, slabStart, text, use, guards } = slab;
    const cache = { view: 'structure', type: 'struct kmem_cache', address: cacheAddress } as const;
    const at = BigInt(objectAddress);
    const object = memoryPlace(at, virtualSpace, objectSizeBytes);
    return [
      entry(words.cache, placeLink(cacheName, cache, this.follow)),
      entry(
        words.object,
        placeLink(addressText(at), object, this.follow),
        ` ${words.bytes(objectSizeBytes)}`,
      ),
      [
        element('dt', {}, words.use),
        element('dd', { class: use === 'allocated' ? 'code' : 'code bad' }, text),
      ],
      ...guards.map(({ text: state, isDamaged }) => [
        element('dt', {}, words.debug),
        element('dd', { class: isDamaged ? 'code bad' : 'code' }, state),
      ]),
      entry(words.slab, this.address(slabStart, virtualSpace)),
    ];
  }

  private address(wire: string, space: AddressSpace): HTMLElement {
    const address = BigInt(wire);
    const text = space.physical ? address.toString(16) : addressText(address);
    return placeLink(text, memoryPlace(address, space), this.follow);
  }
}

function list(rows: readonly (readonly HTMLElement[])[]): HTMLElement {
  return element('dl', {}, ...rows.flat());
}

function entry(label: string, ...value: readonly Child[]): readonly HTMLElement[] {
  return [element('dt', {}, label), element('dd', { class: 'code' }, ...value)];
}

function bare(wire: string): string {
  return wire.replace('0x', '');
}
