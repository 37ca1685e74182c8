import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import { RequestCancellation } from '../../core/protocol/connection';
import type { PlaceChoice } from '../../core/protocol/place';
import type { Navigator } from './navigator';

interface PlaceItem extends vscode.QuickPickItem {
  readonly found?: PlaceChoice;
}

/** Asks for anything that a ticket or a log may hold, shows what it means while it is typed, and goes there. */
export function askForPlace(navigator: Navigator, dump: vscode.Uri, text = ''): void {
  const pick = vscode.window.createQuickPick<PlaceItem>();
  const toTheSide: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('split-horizontal'),
    tooltip: vscode.l10n.t('Open to the Side'),
  };
  let search = new RequestCancellation();
  const find = async (): Promise<void> => {
    search.cancel();
    const own = (search = new RequestCancellation());
    if (pick.value.trim() === '') {
      pick.items = [];
      return;
    }
    pick.busy = true;
    const items = await findItems(navigator, dump, pick.value, own);
    if (own.isCancelled) return;
    pick.busy = false;
    pick.items = items.map((item) => (item.found ? { ...item, buttons: [toTheSide] } : item));
  };
  const open = (item: PlaceItem | undefined, beside: boolean): void => {
    if (!item?.found) return;
    pick.hide();
    void navigator.show(dump, item.found.place, beside);
  };
  pick.title = vscode.l10n.t('Go to a place in the crash dump');
  pick.placeholder = vscode.l10n.t(
    'Address, symbol+offset, pid:1, symbol:cpu, p:1000, %rip, task_struct address, *(expression), @12.345',
  );
  pick.value = text;
  pick.onDidChangeValue(() => void find());
  pick.onDidAccept(() => {
    open(pick.activeItems[0], false);
  });
  pick.onDidTriggerItemButton(({ item }) => {
    open(item, true);
  });
  pick.onDidHide(() => {
    search.cancel();
    pick.dispose();
  });
  pick.show();
  void find();
}

/** Goes where `text` leads; asks where that is more than one place. @throws VmcoreError where it leads nowhere. */
export async function goToText(
  navigator: Navigator,
  dump: vscode.Uri,
  text: string,
  beside = false,
): Promise<void> {
  const [first] = await navigator.findPlaces(dump, text);
  if (first) await navigator.show(dump, first.place, beside);
}

async function findItems(
  navigator: Navigator,
  dump: vscode.Uri,
  text: string,
  cancellation: RequestCancellation,
): Promise<readonly PlaceItem[]> {
  try {
    const places = await navigator.findPlaces(dump, text, { cancellation });
    // The person's words need not be in what they mean, so nothing is filtered away.
    return places.map((found) => ({
      label: found.label,
      description: found.detail,
      alwaysShow: true,
      found,
    }));
  } catch (error) {
    const { message, nextStep } = errorData(error);
    return [{ label: message, detail: nextStep, alwaysShow: true }];
  }
}
