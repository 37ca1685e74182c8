import { VmcoreError } from '../../core/base/errors';
import type { Place, PlaceChoice } from '../../core/protocol/place';
import type { MemoryHost } from './memoryRequests';
import { memoryPlace, type AddressSpace } from './model/addressSpace';
import { strings } from './strings';

/**
 * The bytes that a typed text means: where it may mean code, a task or an object, too, their bytes. In physical memory a
 * bare number is a physical address. @throws VmcoreError where it means nothing here
 */
export async function findMemory(host: MemoryHost, text: string, space: AddressSpace): Promise<Place> {
  const digits = /^(?:0x)?([\da-f]{1,16})$/i.exec(text.trim())?.[1];
  if (space.physical && digits !== undefined) return memoryPlace(BigInt(`0x${digits}`), space);
  const { places } = await host.request('findPlaces', { text });
  const found = places.find(({ place }) => place.view === 'memory')?.place ?? firstObject(places);
  if (!found) throw new VmcoreError('no-memory-there', strings.noMemory(text), strings.goToExamples);
  return found;
}

function firstObject(places: readonly PlaceChoice[]): Place | undefined {
  for (const { place } of places) {
    if (place.view === 'structure' && place.address !== undefined) {
      return { view: 'memory', address: place.address };
    }
  }
  return undefined;
}
