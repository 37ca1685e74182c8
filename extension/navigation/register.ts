import * as vscode from 'vscode';
import type { DumpView, DumpViews } from '../pages/dumpViews';
import type { LogPanels } from '../log/logPanels';
import type { DumpPanels } from '../panels/dumpPanels';
import { anyPlace, askForPlace } from './goTo';
import type { Navigator } from './navigator';
import { showTranslation } from './translation';
import { withErrorsShown } from './withErrorsShown';

/** Tells the navigator of every view that links can lead to. */
export function registerViews(
  navigator: Navigator,
  views: DumpViews,
  logPanels: LogPanels,
  panels: readonly DumpPanels[],
): void {
  navigator.register('overview', async (dump, place) => {
    if (!views.overviewOf(dump))
      await vscode.commands.executeCommand('vscode.openWith', dump, 'vmcore.overview');
    views.overviewOf(dump)?.reveal(place);
  });
  navigator.register('log', (dump, { record }) => {
    logPanels.show(dump, record);
  });
  for (const each of panels) {
    navigator.register(each.kind.view, (dump, place, beside) => each.show(dump, place, beside));
  }
}

/** Commands that move between views; they mean the dump whose view was used last. */
export function registerNavigation(
  navigator: Navigator,
  views: DumpViews,
  panels: readonly DumpPanels[],
): vscode.Disposable[] {
  const onCurrent = (action: (view: DumpView, context: unknown) => unknown) =>
    withErrorsShown(async (context: unknown) => {
      if (views.current) await action(views.current, context);
    });
  const commands = new Map<string, (context: unknown) => unknown>([
    [
      'vmcore.goTo',
      onCurrent(({ uri }) => {
        askForPlace(navigator, uri, anyPlace);
      }),
    ],
    ['vmcore.showTranslation', onCurrent(({ uri }, context) => showTranslation(navigator, uri, context))],
    ['vmcore.back', onCurrent(({ uri }) => navigator.back(uri))],
    [
      'vmcore.toggleFollowing',
      () => {
        for (const each of panels) each.run('toggleFollowing');
      },
    ],
    ['vmcore.forward', onCurrent(({ uri }) => navigator.forward(uri))],
  ]);
  for (const view of ['overview', 'log', ...panels.map(({ kind }) => kind.view)] as const) {
    commands.set(
      `vmcore.show${view[0]?.toUpperCase() ?? ''}${view.slice(1)}`,
      onCurrent(({ uri }) => navigator.show(uri, { view })),
    );
  }
  for (const each of panels) {
    const { view, commands: names } = each.kind;
    for (const name of names) {
      commands.set(`vmcore.${view}.${name}`, () => {
        each.run(name);
      });
    }
  }
  return [...commands].map(([id, handler]) => vscode.commands.registerCommand(id, handler));
}
