import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import type { OpenDump } from '../dumpHost/openDump';
import { whenOpen } from '../dumpHost/whenOpen';

interface LineItem extends vscode.QuickPickItem {
  readonly line: string;
}

/** Asks for a line for crash or gdb: offers those of before, and what the word that is typed may become. */
export function askForLine(dump: OpenDump, history: readonly string[]): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<LineItem>();
  const earlier = [...history].reverse();
  let asked = 0;
  const offer = async (): Promise<void> => {
    const own = ++asked;
    const { value } = pick;
    const known = earlier.filter((line) => line.startsWith(value.trimStart()) && line !== value);
    const recent = known.map((line) => item(line, vscode.l10n.t('run before')));
    const typed = value.trim() === '' ? [] : [item(value.trim(), vscode.l10n.t('run this'))];
    pick.items = [...typed, ...recent];
    const completed = await completions(dump, value);
    if (own === asked) pick.items = [...typed, ...recent, ...completed];
  };
  return new Promise((resolve) => {
    pick.title = vscode.l10n.t('Run a command of crash or gdb in a tab');
    pick.placeholder = vscode.l10n.t('bt -a, ps, kmem -i, struct task_struct …; gdb info types …');
    pick.onDidChangeValue(() => void offer());
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.line ?? pick.value.trim());
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void offer();
  });
}

function item(line: string, description: string): LineItem {
  // The label is what is typed, so nothing is filtered away.
  return { label: line, description, line, alwaysShow: true };
}

async function completions(dump: OpenDump, value: string): Promise<readonly LineItem[]> {
  try {
    await whenOpen(dump);
    const { word, items } = await dump.request('completeLine', { engine: 'crash', line: value });
    const before = value.slice(0, value.length - word.length);
    return items.map(({ text, detail = '' }) => item(before + text, detail));
  } catch (error) {
    return [item(value.trim(), errorData(error).message)];
  }
}
