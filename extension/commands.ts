import * as vscode from 'vscode';
import { logCommands } from '../core/protocol/logPanel';
import { chooseDump } from './debug/chooseFile';
import type { DumpView, DumpViews } from './pages/dumpViews';
import type { LogPanels } from './log/logPanels';
import { copyReport, saveReport } from './overview/reports';

/** The commands of package.json. Those about "the dump" mean the one whose view was used last. */
export function registerCommands(
  views: DumpViews,
  logPanels: LogPanels,
  output: vscode.LogOutputChannel,
): vscode.Disposable[] {
  const onCurrent = (action: (view: DumpView) => unknown) => () => views.current && action(views.current);
  const commands = new Map<string, (uri?: vscode.Uri) => unknown>([
    ['vmcore.open', openDump],
    [
      'vmcore.openLog',
      (uri) => {
        openSavedLog(uri, logPanels);
      },
    ],
    [
      'vmcore.reopen',
      onCurrent(({ dump }) => {
        dump.reopen();
      }),
    ],
    ['vmcore.copy', onCurrent((view) => view.copy('crash'))],
    ['vmcore.copyMarkdown', onCurrent((view) => view.copy('markdown'))],
    ['vmcore.copyReport', onCurrent(copyReport)],
    ['vmcore.saveReport', onCurrent(saveReport)],
    [
      'vmcore.showOutput',
      () => {
        output.show();
      },
    ],
  ]);
  for (const command of logCommands) {
    commands.set(`vmcore.log.${command}`, () => {
      logPanels.run(command);
    });
  }
  return [...commands].map(([id, handler]) => vscode.commands.registerCommand(id, handler));
}

/** From the Explorer with the file's address, from the palette without: then it asks. */
async function openDump(uri?: vscode.Uri): Promise<void> {
  const chosen = uri ?? (await chooseDump());
  if (chosen) await showOverview(chosen);
}

async function showOverview(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'vmcore.overview');
}

function openSavedLog(uri: vscode.Uri | undefined, logPanels: LogPanels): void {
  const log = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (log) logPanels.showSavedLog(log);
}
