import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import { RequestCancellation } from '../../core/protocol/connection';
import type { PlaceChoice } from '../../core/protocol/place';
import type { Navigator } from './navigator';

interface PlaceItem extends vscode.QuickPickItem {
  readonly found?: PlaceChoice;
}

/** What a person is asked for. */
interface PlaceQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Of what the text may mean, the places that answer the question. */
  answers(found: readonly PlaceChoice[]): readonly PlaceChoice[];
}

/** Anything that a ticket or a log may hold. */
export const anyPlace: PlaceQuestion = {
  title: vscode.l10n.t('Go to a place in the crash dump'),
  placeholder: vscode.l10n.t(
    'Address, symbol+offset, pid:1, symbol:cpu, p:1000, %rip, task_struct address, *(expression), @12.345',
  ),
  answers: (found) => found,
};

/** Asks for a place, shows what a text means while it is typed, and goes there. */
export function askForPlace(navigator: Navigator, dump: vscode.Uri, question: PlaceQuestion): void {
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
    const items = await findItems(navigator, dump, pick.value, question, own);
    if (own.isCancelled) return;
    pick.busy = false;
    pick.items = items.map((item) => (item.found ? { ...item, buttons: [toTheSide] } : item));
  };
  const open = (item: PlaceItem | undefined, beside: boolean): void => {
    if (!item?.found) return;
    pick.hide();
    void navigator.show(dump, item.found.place, beside);
  };
  pick.title = question.title;
  pick.placeholder = question.placeholder;
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
  question: PlaceQuestion,
  cancellation: RequestCancellation,
): Promise<readonly PlaceItem[]> {
  try {
    const places = await navigator.findPlaces(dump, text, { cancellation });
    // The person's words need not be in what they mean, so nothing is filtered away.
    return question.answers(places).map((found) => ({
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
