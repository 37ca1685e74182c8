import * as vscode from 'vscode';
import { CodeLensProvider } from './codeLenses';
import { CompletionProvider, completionTriggers } from './completion';
import { registerKdumpConfCommands } from './commands';
import { CrashPreviews } from './crashPreview';
import { Diagnostics } from './diagnostics';
import { DocumentLinkProvider } from './documentLinks';
import { DocumentSymbolProvider } from './documentSymbols';
import { FoldingRangeProvider } from './foldingRanges';
import { FormattingProvider } from './formatting';
import { HoverProvider } from './hover';
import { InlayHintsProvider } from './inlayHints';
import { languageByContent } from './languageByContent';
import type { MachineLookup } from './machineLookup';
import { NeighbourProvider } from './neighbours';
import { QuickFixProvider } from './quickFixes';
import { kdumpConfSelector as selector, neighbourSelector } from './selector';
import { SemanticTokensProvider, tokensLegend } from './semanticTokens';
import { SignatureHelpProvider, signatureTriggers } from './signatureHelp';
import type { TargetInForce } from './targetInForce';
import { showTargetStatus } from './targetStatus';

/** Everything that an editor does for the text of a kdump.conf, on a machine or in a browser. */
export function registerKdumpConf(
  targets: TargetInForce,
  machine: MachineLookup,
  output: vscode.LogOutputChannel,
): { dispose(): unknown }[] {
  const diagnostics = new Diagnostics(targets, machine, output);
  const previews = new CrashPreviews(targets, machine);
  const { languages } = vscode;
  const neighbours = new NeighbourProvider(targets, machine);
  const formatting = new FormattingProvider();
  return [
    diagnostics,
    previews,
    ...registerKdumpConfCommands(diagnostics, previews),
    languageByContent(),
    showTargetStatus(targets),
    languages.registerCompletionItemProvider(
      selector,
      new CompletionProvider(targets, machine),
      ...completionTriggers,
    ),
    languages.registerCodeLensProvider(selector, new CodeLensProvider()),
    languages.registerHoverProvider(selector, new HoverProvider(targets)),
    languages.registerSignatureHelpProvider(selector, new SignatureHelpProvider(), ...signatureTriggers),
    languages.registerInlayHintsProvider(selector, new InlayHintsProvider()),
    languages.registerDocumentSymbolProvider(selector, new DocumentSymbolProvider()),
    languages.registerDocumentLinkProvider(selector, new DocumentLinkProvider()),
    languages.registerFoldingRangeProvider(selector, new FoldingRangeProvider()),
    languages.registerDocumentSemanticTokensProvider(
      selector,
      new SemanticTokensProvider(targets),
      tokensLegend,
    ),
    languages.registerDocumentFormattingEditProvider(selector, formatting),
    languages.registerDocumentRangeFormattingEditProvider(selector, formatting),
    languages.registerHoverProvider(neighbourSelector, neighbours),
    languages.registerCompletionItemProvider(neighbourSelector, neighbours, ...NeighbourProvider.triggers),
    ...[selector, neighbourSelector].map((each) =>
      languages.registerCodeActionsProvider(each, new QuickFixProvider(diagnostics), {
        providedCodeActionKinds: QuickFixProvider.kinds,
      }),
    ),
  ];
}
