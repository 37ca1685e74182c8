import { virtualAddress, type VirtualAddress } from '../../core/base/address';
import type { Translator } from '../../core/arch/architecture';

/** A run of neighbouring pages of one size: the direct map, vmalloc, vmemmap, modules, the image … */
export interface MappedRegion {
  readonly pageSizeBytes: number;
  readonly pages: readonly VirtualAddress[];
}

const addressSpaceEnd = 1n << 64n;
/** Regions of the kernel's layout are further apart than this. */
const regionShift = 36n;

/** Every page mapped in the kernel's half, found by asking for one after the other and skipping what is empty. */
export function mappedRegions(translator: Translator, lowest: bigint): readonly MappedRegion[] {
  const regions = new Map<string, { pageSizeBytes: number; pages: VirtualAddress[] }>();
  for (let address = lowest; address < addressSpaceEnd;) {
    const translation = translator.translate(virtualAddress(address));
    const sizeBytes = BigInt(
      translation.kind === 'mapped' ? translation.pageSizeBytes : translation.coversSizeBytes,
    );
    if (translation.kind === 'mapped') {
      const { pageSizeBytes } = translation;
      const key = `${address >> regionShift}/${pageSizeBytes}`;
      const region = regions.get(key) ?? { pageSizeBytes, pages: [] };
      region.pages.push(virtualAddress(address));
      regions.set(key, region);
    }
    address += sizeBytes - (address % sizeBytes);
  }
  return [...regions.values()];
}

/** Repeatable choices, so that a failure can be looked at again. */
export function* pseudoRandom(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    yield state;
  }
}

/** `count` addresses inside mapped pages, every region having its share. */
export function sampleAddresses(regions: readonly MappedRegion[], count: number): readonly VirtualAddress[] {
  const random = pseudoRandom(1);
  const perRegion = Math.ceil(count / regions.length);
  return regions.flatMap(({ pages, pageSizeBytes }) =>
    Array.from({ length: perRegion }, () => {
      const page = pages[random.next().value % pages.length] ?? virtualAddress(0n);
      return virtualAddress(page + BigInt(random.next().value % pageSizeBytes));
    }),
  );
}
