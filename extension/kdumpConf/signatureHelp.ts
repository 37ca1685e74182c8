import * as vscode from 'vscode';
import { signatureHelp } from '../../core/kdump-conf/features/signatureHelp';
import { parsedDocument } from './parsedDocument';

export const signatureTriggers = [' ', '-'] as const;

/** makedumpfile with its options, while a core_collector is written. */
export class SignatureHelpProvider implements vscode.SignatureHelpProvider {
  provideSignatureHelp(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.SignatureHelp | undefined {
    const found = signatureHelp(parsedDocument(document), position);
    if (found === undefined) return undefined;
    const signature = new vscode.SignatureInformation(found.label, found.documentation);
    signature.parameters = found.parameters.map(
      ({ start, end, documentation }) => new vscode.ParameterInformation([start, end], documentation),
    );
    const help = new vscode.SignatureHelp();
    help.signatures = [signature];
    help.activeSignature = 0;
    // None: a number that no parameter has.
    help.activeParameter = found.active ?? found.parameters.length;
    return help;
  }
}
