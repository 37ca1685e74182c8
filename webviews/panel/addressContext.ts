import type { Place } from '../../core/protocol/place';

/** For `data-vscode-context`: the address that menus of what leads to the place are about. */
export function addressContext(place: Place): Readonly<Record<string, string>> {
  const address = 'address' in place ? place.address : 'task' in place ? place.task : undefined;
  if (address === undefined) return {};
  const physical = place.view === 'memory' && place.physical === true;
  return {
    'data-vscode-context': JSON.stringify({ vmcoreAddress: address, vmcorePhysical: physical }),
  };
}
