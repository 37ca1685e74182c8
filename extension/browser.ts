import * as vscode from 'vscode';
import { noMachine } from './kdumpConf/machineLookup';
import { registerKdumpConf } from './kdumpConf/register';
import { TargetInForce } from './kdumpConf/targetInForce';

/** What works without a machine, in VS Code in a browser: texts of kdump.conf and the files around it. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Vmcore', { log: true });
  const targets = new TargetInForce(() => Promise.resolve({}));
  const elsewhere = ['vmcore.open', 'vmcore.openLog', 'vmcore.kdumpConf.readiness'].map((command) =>
    vscode.commands.registerCommand(command, sayWhere),
  );
  context.subscriptions.push(output, targets, ...elsewhere, ...registerKdumpConf(targets, noMachine, output));
}

function sayWhere(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'A browser has no machine to read from. Open the folder in VS Code on a machine, or through Remote SSH.',
    ),
  );
}
