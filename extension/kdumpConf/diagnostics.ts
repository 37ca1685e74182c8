import * as vscode from 'vscode';
import type { ConfigurationKind } from '../../core/kdump-conf/configuration';
import { configurationKind, diagnoseKind } from '../../core/kdump-conf/configuration';
import type { DiagnoseOptions, Diagnostic } from '../../core/kdump-conf/diagnose';
import { diagnose, diagnoseFile } from '../../core/kdump-conf/diagnose';
import type { RuleSettings, Severity } from '../../core/kdump-conf/rules';
import { byteOrderMark } from '../../core/kdump-conf/syntaxTree';
import type { Target } from '../../core/kdump-conf/target';
import { hasByteOrderMark, inTextWithoutMark } from './byteOrderMark';
import { rangeOfText } from './editorRange';
import type { MachineLookup } from './machineLookup';
import { parsedDocument } from './parsedDocument';
import { isConfiguration, isKdumpConf } from './selector';
import type { TargetInForce } from './targetInForce';

/** Long enough not to underline words that are being typed. */
const pauseMs = 150;

/** No configuration is longer; judging what is would stop the extension host for a while at each change. */
const longestText = 2_000_000;

/** VS Code shows no more of one file. */
const mostShown = 1000;

/** Underlines what is wrong in the open documents, a moment after each change. */
export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('kdump.conf');
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private readonly found = new WeakMap<vscode.Diagnostic, Diagnostic<string>>();
  /** The version of each document to which the diagnostics belong. */
  private readonly checked = new WeakMap<vscode.TextDocument, number>();
  private readonly following: vscode.Disposable;

  constructor(
    private readonly targets: TargetInForce,
    private readonly machine: MachineLookup,
    private readonly output: vscode.LogOutputChannel,
  ) {
    const { workspace } = vscode;
    this.following = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => {
        this.checkSoon(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.checkSoon(document, pauseMs);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.forget(document);
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('vmcore.kdumpConf.rules')) this.checkAll();
      }),
      targets.onDidChange(() => {
        this.checkAll();
      }),
    );
    this.checkAll();
  }

  /** What lies behind one of our diagnostics, with its quick fixes. */
  behind(diagnostic: vscode.Diagnostic): Diagnostic<string> | undefined {
    return this.found.get(diagnostic);
  }

  /** Those of the document as it is now that touch the range. */
  async at(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.Diagnostic[]> {
    // Fixes of an older text would hit the wrong places.
    if (this.checked.get(document) !== document.version) await this.check(document);
    const all = this.collection.get(document.uri) ?? [];
    return all.filter((diagnostic) => diagnostic.range.intersection(range) !== undefined);
  }

  /** Checks the document now. */
  async check(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    if (document.getText().length > longestText) return;
    await this.targets.untilKnown();
    const facts = await this.machine.factsAbout(document);
    // Whatever changed meanwhile has asked for a check of its own.
    if (document.isClosed || document.version !== version || !isConfiguration(document)) return;
    const rules = vscode.workspace
      .getConfiguration('vmcore', document.uri)
      .get<RuleSettings>('kdumpConf.rules', {});
    const target = this.targets.of(document);
    const found = isKdumpConf(document)
      ? diagnoseKdumpConf(document, target, { facts, rules, most: mostShown })
      : diagnoseKind(neighbourKind(document), document.getText(), target, { facts, rules });
    this.checked.set(document, version);
    this.collection.set(
      document.uri,
      found.map((each) => this.shown(each)),
    );
  }

  dispose(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.following.dispose();
    this.collection.dispose();
  }

  private checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.checkSoon(document, 0);
  }

  private checkSoon(document: vscode.TextDocument, delayMs: number): void {
    if (!isConfiguration(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.pending.get(key));
    const timer = setTimeout(() => {
      this.pending.delete(key);
      this.check(document).catch((error: unknown) => {
        this.output.error(`Checking ${key} failed: ${String(error)}`);
      });
    }, delayMs);
    this.pending.set(key, timer);
  }

  private forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.pending.get(key));
    this.pending.delete(key);
    this.collection.delete(document.uri);
  }

  private shown(found: Diagnostic<string>): vscode.Diagnostic {
    const { code, severity, range, message, reason } = found;
    const text = reason === undefined ? message : `${message}\n${reason}`;
    const diagnostic = new vscode.Diagnostic(rangeOfText(range), text, severities[severity]);
    diagnostic.source = 'kdump';
    diagnostic.code = code;
    if (['deprecated-directive', 'default-renamed', 'retired-variable'].includes(code))
      diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
    this.found.set(diagnostic, found);
    return diagnostic;
  }
}

function diagnoseKdumpConf(
  document: vscode.TextDocument,
  target: Target,
  options: DiagnoseOptions,
): Diagnostic[] {
  if (!hasByteOrderMark(document)) return diagnoseFile(parsedDocument(document), target, options);
  return diagnose(byteOrderMark + document.getText(), target, options).map(inTextWithoutMark);
}

/** The language decides what its name says; which distribution's variables those are, the file itself. */
function neighbourKind(document: vscode.TextDocument): ConfigurationKind {
  if (document.languageId === 'kernel-command-line') return { kind: 'command-line' };
  return configurationKind(document.uri.path, document.getText());
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Hint,
};
