import * as vscode from 'vscode';
import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import { chooseOther, type CrashFactDocuments } from './compareDumps';
import { deleteDumps } from './deleteDumps';
import type { DumpCatalog } from './dumpCatalog';
import { addDumpFolder } from './dumpFolders';
import { dumpsOf, type Row } from './dumpRows';
import type { DumpsView } from './dumpsView';
import { explainHowToRead } from './howToRead';
import { filesOf, type ListedDump } from './listedDump';

type RowCommand = (dumps: readonly ListedDump[]) => unknown;

/** The commands of the view “Dumps”. */
export function registerDumpCommands(
  view: DumpsView,
  catalog: DumpCatalog,
  facts: CrashFactDocuments,
): vscode.Disposable[] {
  const compare = async ([first, second]: readonly ListedDump[]): Promise<void> => {
    const other = first && (second ?? (await chooseOther(first, catalog.dumps)));
    if (first && other) await view.withProgress(() => facts.compare(first, other));
  };
  const remove = async (dumps: readonly ListedDump[]): Promise<void> => {
    if (await deleteDumps(dumps)) view.refresh();
  };
  const onRows: Readonly<Record<string, RowCommand>> = {
    'vmcore.dumps.open': onFirst(async (dump) => {
      await open(dump, { preview: false });
    }),
    // A click shows it and leaves the focus in the view, as in the Explorer.
    'vmcore.dumps.preview': onFirst(async (dump) => {
      await open(dump, { preview: true, preserveFocus: true });
    }),
    'vmcore.dumps.openToSide': onFirst(async (dump) => {
      await open(dump, { preview: false, viewColumn: vscode.ViewColumn.Beside });
    }),
    'vmcore.dumps.debug': onFirst(async ({ path }) => {
      await vscode.commands.executeCommand('vmcore.debug', vscode.Uri.file(path));
    }),
    'vmcore.dumps.reveal': onFirst(reveal),
    'vmcore.dumps.copyPath': async (dumps) => {
      await vscode.env.clipboard.writeText(dumps.flatMap(filesOf).join('\n'));
    },
    'vmcore.dumps.copySignature': async (dumps) => {
      const signatures = new Set(dumps.flatMap(signatureOf));
      await vscode.env.clipboard.writeText([...signatures].join('\n'));
    },
    'vmcore.dumps.delete': remove,
    'vmcore.dumps.compare': compare,
  };
  const others: Readonly<Record<string, (row?: Row) => unknown>> = {
    'vmcore.dumps.refresh': () => {
      view.refresh();
    },
    'vmcore.dumps.stop': () => {
      catalog.cancel();
    },
    'vmcore.dumps.addFolder': addDumpFolder,
    'vmcore.dumps.howToRead': explain,
    'vmcore.openWalkthrough': async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'vmcore.vmcore#start');
    },
  };
  return [
    ...Object.entries(onRows).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (row?: Row, selected?: readonly Row[]) => {
        // A menu says for which rows it was opened; a key does not.
        const rows = row ? (selected ?? [row]) : await view.rowsOfKey();
        if (!row && id === 'vmcore.dumps.open' && rows[0]?.content.kind !== 'dump') await pressEnter(rows);
        else await reportingErrors(() => run(dumpsOf(rows)));
      }),
    ),
    ...Object.entries(others).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  ];
}

function onFirst(run: (dump: ListedDump) => Promise<void>): RowCommand {
  return async ([first]) => {
    if (first) await run(first);
  };
}

async function open({ path }: ListedDump, options: vscode.TextDocumentShowOptions): Promise<void> {
  const uri = vscode.Uri.file(path);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'vmcore.overview', options);
}

/** Enter on what is no dump: a group opens and closes, a problem explains itself. */
async function pressEnter([row]: readonly Row[]): Promise<void> {
  if (row?.content.kind === 'group') await vscode.commands.executeCommand('list.toggleExpand');
  else await explain(row);
}

async function reveal({ path }: ListedDump): Promise<void> {
  const uri = vscode.Uri.file(path);
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', uri);
}

async function explain(row?: Row): Promise<void> {
  const content = row?.content;
  if (content?.kind === 'dump') await explainHowToRead(content.dump.path);
  if (content?.kind === 'problem' && content.problem.kind === 'no-permission')
    await explainHowToRead(content.problem.path);
}

function signatureOf({ diagnosis }: ListedDump): string[] {
  return diagnosis ? [`${diagnosis.signature.id}  ${diagnosis.signature.text}`] : [];
}

/** A disk or a dump that cannot be read is no defect of ours, and its reason is for the person. */
async function reportingErrors(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const nextStep = error instanceof VmcoreError ? ` ${error.nextStep}` : '';
    await vscode.window.showErrorMessage(visibleText(`${error.message}${nextStep}`));
  }
}
