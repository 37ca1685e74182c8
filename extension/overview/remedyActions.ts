import * as vscode from 'vscode';
import type { Remedy } from '../../core/protocol/dumpState';
import type { DumpView } from '../pages/dumpViews';

/** Does what the button of an error state promises. */
export async function applyRemedy(
  remedy: Remedy,
  view: DumpView,
  output: vscode.LogOutputChannel,
): Promise<void> {
  switch (remedy) {
    case 'retry':
      view.dump.reopen();
      break;
    case 'cancel':
      view.dump.cancelOpening();
      break;
    case 'open-as-text':
      await vscode.commands.executeCommand('vscode.openWith', view.uri, 'default');
      break;
    case 'open-with':
      await vscode.commands.executeCommand('workbench.action.reopenWithEditor');
      break;
    case 'show-output':
      output.show(true);
      break;
  }
}
