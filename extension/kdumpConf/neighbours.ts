import * as vscode from 'vscode';
import { configurationKind } from '../../core/kdump-conf/configuration';
import { crashkernelProposals, hoverCommandLine } from '../../core/kdump-conf/neighbours/commandLineHelp';
import { hoverVariable, variableCompletions } from '../../core/kdump-conf/neighbours/sysconfigHelp';
import type { SysconfigDialect } from '../../core/kdump-conf/neighbours/variable';
import { rangeOfText } from './editorRange';
import type { MachineLookup } from './machineLookup';
import { safeMarkdown } from './safeMarkdown';
import type { TargetInForce } from './targetInForce';

/** Help in the files around kdump.conf: kdump's variables, and `crashkernel=` wherever it is written. */
export class NeighbourProvider implements vscode.HoverProvider, vscode.CompletionItemProvider {
  static readonly triggers = ['='] as const;

  constructor(
    private readonly targets: TargetInForce,
    private readonly machine: MachineLookup,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const text = document.getText();
    const dialect = dialectOf(document);
    const facts = await this.machine.factsAbout(document);
    const found =
      hoverCommandLine(text, position, this.targets.of(document), facts) ??
      (dialect && hoverVariable(text, position, dialect));
    return found && new vscode.Hover(safeMarkdown(found.markdown), rangeOfText(found.range));
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const before = document.lineAt(position.line).text.slice(0, position.character);
    const value = /(?<![\w.-])crashkernel=([^\s"'`;]*)$/.exec(before)?.[1];
    if (value !== undefined) {
      const range = new vscode.Range(position.translate(0, -value.length), position);
      const facts = await this.machine.factsAbout(document);
      return crashkernelProposals(this.targets.of(document), facts).map((proposal) => {
        const item = new vscode.CompletionItem(proposal.value, vscode.CompletionItemKind.Value);
        item.detail = proposal.detail;
        item.range = range;
        return item;
      });
    }
    const dialect = dialectOf(document);
    if (dialect === undefined || !/^[ \t]*\w*$/.test(before)) return [];
    return variableCompletions(document.getText(), dialect).map(({ label, insertText, markdown, used }) => {
      const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Variable);
      item.insertText = insertText;
      item.documentation = safeMarkdown(markdown);
      item.sortText = `${used ? 1 : 0}${label}`;
      if (used) item.detail = vscode.l10n.t('set already');
      return item;
    });
  }
}

function dialectOf(document: vscode.TextDocument): SysconfigDialect | undefined {
  const found = configurationKind(document.uri.path, document.getText());
  return found.kind === 'sysconfig' ? found.dialect : undefined;
}
