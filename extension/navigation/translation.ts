import * as vscode from 'vscode';
import type { Place, PlaceChoice, PlaceOf } from '../../core/protocol/place';
import { askForPlace } from './goTo';
import type { Navigator } from './navigator';

/** What VS Code hands over of the link that a menu was opened on: `data-vscode-context` of `addressContext`. */
interface AddressContext {
  readonly vmcoreAddress: string;
  readonly vmcorePhysical: boolean;
}

/** Shows what page an address is in: that of the link whose menu was opened, else of what a person types. */
export async function showTranslation(
  navigator: Navigator,
  dump: vscode.Uri,
  context: unknown,
): Promise<void> {
  if (!isAddressContext(context)) {
    askForPlace(navigator, dump, {
      title: vscode.l10n.t('What page is this (vtop)'),
      placeholder: vscode.l10n.t('Address, symbol+offset, symbol:cpu, p:1000, %rsp, *(expression)'),
      answers: translatable,
    });
    return;
  }
  const { vmcoreAddress: address, vmcorePhysical: physical } = context;
  await navigator.show(dump, { view: 'memory', address, physical, translation: true });
}

/** Each address once, with its page. */
function translatable(found: readonly PlaceChoice[]): readonly PlaceChoice[] {
  const choices = new Map<string, PlaceChoice>();
  for (const { place, label } of found) {
    const bytes = bytesOf(place);
    const key = `${String(bytes?.physical)} ${bytes?.address ?? ''}`;
    if (bytes && !choices.has(key)) {
      const detail = vscode.l10n.t('page tables and page');
      choices.set(key, { place: { ...bytes, translation: true }, label, detail });
    }
  }
  return [...choices.values()];
}

/** The memory that a place is about. */
function bytesOf(place: Place): PlaceOf<'memory'> | undefined {
  switch (place.view) {
    case 'memory':
      return place;
    case 'structure':
    case 'disassembly':
      return place.address === undefined ? undefined : { view: 'memory', address: place.address };
    case 'backtraces':
    case 'tasks':
      return place.task === undefined ? undefined : { view: 'memory', address: place.task };
    case 'overview':
    case 'log':
      return undefined;
  }
}

/** VS Code hands over what pages wrote, and nothing when the command comes from a key. */
function isAddressContext(value: unknown): value is AddressContext {
  if (typeof value !== 'object' || value === null) return false;
  const { vmcoreAddress, vmcorePhysical } = value as Partial<Record<keyof AddressContext, unknown>>;
  return (
    typeof vmcoreAddress === 'string' &&
    /^0x[0-9a-f]{1,16}$/.test(vmcoreAddress) &&
    typeof vmcorePhysical === 'boolean'
  );
}
