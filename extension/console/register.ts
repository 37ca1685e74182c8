import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import { chooseDump } from '../debug/chooseFile';
import type { OpenDumps } from '../dumpHost/openDumps';
import type { DumpViews } from '../pages/dumpViews';
import { goToText } from '../navigation/goTo';
import type { Navigator } from '../navigation/navigator';
import { askForLine } from './askForLine';
import { Consoles } from './consoles';
import type { EngineRuns } from './engineRuns';
import { workspaceNotTrusted } from './errors';
import { parseConsoleLine } from './engineWords';
import type { LinkTarget } from './outputLinks';
import { RunDocuments } from './runDocuments';
import { RunLenses } from './runLenses';
import { RunLinks } from './runLinks';
import { parseRunUri, runScheme, runUri, type DocumentedRun } from './runUri';
import { SavedHistory } from './savedHistory';

/** What the crash console uses of the rest. */
export interface ConsoleParts {
  readonly storage: vscode.Memento;
  readonly dumps: OpenDumps<vscode.Uri>;
  readonly views: DumpViews;
  readonly navigator: Navigator;
  readonly runs: EngineRuns;
  readonly output: vscode.LogOutputChannel;
}

/** crash and gdb: their console, and their answers as documents beside the native reader's. */
export function registerConsole(parts: ConsoleParts): vscode.Disposable[] {
  const { storage, dumps, views, navigator, runs, output } = parts;
  const history = new SavedHistory(storage);
  const documents = new RunDocuments(dumps, runs);
  const follow = async (dump: vscode.Uri, target: LinkTarget, differing?: DocumentedRun): Promise<void> => {
    await saying(async () => {
      if (target.kind === 'text') await goToText(navigator, dump, target.text);
      else if (target.kind === 'place') await navigator.show(dump, target.place);
      else if (differing) await compare(differing);
    });
  };
  const lenses = new RunLenses(documents, runs.contexts, output);
  const consoles = new Consoles(dumps, runs, history, documents, follow);
  const commands = new Map<string, (...args: never[]) => unknown>([
    [
      'vmcore.showConsole',
      async (uri?: vscode.Uri, line?: string) => {
        if (!vscode.workspace.isTrusted) {
          await askForTrust();
          return;
        }
        const dump = await dumpOf(uri, views);
        if (dump) consoles.show(dump, line);
      },
    ],
    [
      'vmcore.runInTab',
      async (uri?: vscode.Uri, line?: string) => {
        const dump = await dumpOf(uri, views);
        if (dump) await saying(() => runInTab(dump, line));
      },
    ],
    ['vmcore.runAgain', (uri?: vscode.Uri) => saying(() => onRun(uri, runAgain))],
    ['vmcore.compareWithNative', (uri?: vscode.Uri) => saying(() => onRun(uri, compare))],
    ['vmcore.followOutputLink', (dump: string, target: LinkTarget) => follow(vscode.Uri.parse(dump), target)],
  ]);

  async function runInTab(dump: vscode.Uri, given: string | undefined): Promise<void> {
    const lease = dumps.acquire(dump);
    try {
      const typed = given ?? (await askForLine(lease.dump, history.lines));
      const asked = parseConsoleLine(typed ?? '', 'crash');
      if (typed === undefined || asked.kind !== 'run') return;
      await history.add(typed);
      const task = await runs.findTask(lease.dump);
      await showRun({ dump, answerer: asked.engine, line: asked.line, task });
    } finally {
      lease.dispose();
    }
  }

  /** For the task that is meant now: what was answered for another stays as it is, beside it. */
  async function runAgain(run: DocumentedRun): Promise<void> {
    const now = { ...run, task: await documents.findTaskNow(run) };
    if (now.task?.task === run.task?.task) await documents.refresh(run);
    else await showRun(now);
  }

  return [
    new vscode.Disposable(() => {
      consoles.dispose();
      documents.dispose();
      lenses.dispose();
    }),
    vscode.languages.registerDocumentLinkProvider({ scheme: runScheme }, new RunLinks()),
    vscode.languages.registerCodeLensProvider({ scheme: runScheme }, lenses),
    ...[...commands].map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
  ];
}

/** VS Code gives no terminal to a workspace that is not trusted, and says so only of terminals as such. */
async function askForTrust(): Promise<void> {
  const { message } = workspaceNotTrusted(vscode.l10n.t('the crash console'));
  const manage = vscode.l10n.t('Manage Trust');
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}

async function dumpOf(uri: vscode.Uri | undefined, views: DumpViews): Promise<vscode.Uri | undefined> {
  if (uri instanceof vscode.Uri && uri.scheme !== runScheme) return uri;
  return views.current?.uri ?? (await chooseDump());
}

/** Of the document that a button or a lens belongs to; of the one in front without. */
async function onRun(
  uri: vscode.Uri | undefined,
  action: (run: DocumentedRun) => Promise<void>,
): Promise<void> {
  const shown = uri ?? vscode.window.activeTextEditor?.document.uri;
  const run = shown && parseRunUri(shown);
  if (run) await action(run);
}

async function showRun(run: DocumentedRun): Promise<void> {
  const document = await vscode.workspace.openTextDocument(runUri(run));
  await vscode.window.showTextDocument(document, { preview: false });
}

/** crash's answer on the left, the native reader's on the right. */
async function compare(run: DocumentedRun): Promise<void> {
  const [crash, native] = (['crash', 'native'] as const).map((answerer) => runUri({ ...run, answerer }));
  const title = vscode.l10n.t('{0}: crash ↔ native', run.line);
  await vscode.commands.executeCommand('vscode.diff', crash, native, title);
}

async function saying(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const { message, nextStep } = errorData(error);
    void vscode.window.showErrorMessage(`${message} ${nextStep}`);
  }
}
