import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import type { PlaceOf } from '../../core/protocol/place';
import type { TaskContext } from '../../core/protocol/taskContext';
import type { OpenDumps } from '../dumpHost/openDumps';
import type { DumpViews } from '../pages/dumpViews';
import type { TaskContexts } from '../navigation/context';
import type { Navigator } from '../navigation/navigator';
import { withErrorsShown } from '../navigation/withErrorsShown';
import { CodeHovers } from './codeHovers';
import { CodeLinks } from './codeLinks';
import { DisassemblyDocuments, type ShownCode } from './disassemblyDocuments';
import { crashText } from './disassemblyText';
import { codeUri, disassemblyScheme, parseCodeUri } from './disassemblyUri';
import { MarkDecorations } from './markDecorations';

const language = 'kernel-disassembly';

/** Code in VS Code's own editor, with the person's own find, keys and screen reader. */
export function registerDisassembly(
  dumps: OpenDumps<vscode.Uri>,
  views: DumpViews,
  navigator: Navigator,
  contexts: TaskContexts,
): Disposable[] {
  const documents = new DisassemblyDocuments(dumps);
  const marks = new MarkDecorations(documents);
  const links = new CodeLinks(documents);
  const selector = { scheme: disassemblyScheme };
  navigator.register('disassembly', (dump, place, beside) => {
    const meant = place.task === undefined ? inContext(place, contexts.chosenAt(dump.fsPath)) : place;
    return show(documents, marks, dump, meant, beside);
  });
  const inEditor = (action: (editor: vscode.TextEditor, code: ShownCode) => unknown) =>
    withErrorsShown(async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document.uri.scheme !== disassemblyScheme) return;
      await action(editor, await documents.read(editor.document.uri));
    });
  return [
    marks,
    vscode.workspace.registerFileSystemProvider(disassemblyScheme, documents, {
      isReadonly: true,
      isCaseSensitive: true,
    }),
    vscode.languages.registerDocumentLinkProvider(selector, links),
    vscode.languages.registerDefinitionProvider(selector, links),
    vscode.languages.registerHoverProvider(selector, new CodeHovers(documents, dumps)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === disassemblyScheme) documents.forget(uri);
    }),
    vscode.commands.registerCommand(
      'vmcore.showDisassembly',
      withErrorsShown(async () => {
        if (views.current) await navigator.show(views.current.uri, { view: 'disassembly' });
      }),
    ),
    vscode.commands.registerCommand('vmcore.disassembly.nextMark', inEditor(goToNextMark)),
    vscode.commands.registerCommand(
      'vmcore.disassembly.copy',
      inEditor((_editor, { data }) => vscode.env.clipboard.writeText(crashText(data))),
    ),
    vscode.commands.registerCommand(
      'vmcore.disassembly.showMemory',
      inEditor(async (editor, { data, instructions }) => {
        const index = instructions[editor.selection.active.line];
        const address = index === undefined ? data.start : data.lines[index]?.address;
        await navigator.show(parseCodeUri(editor.document.uri).dump, { view: 'memory', address });
      }),
    ),
  ];
}

/** Whose registers and frames stand beside the code: those of the task that a person set. */
function inContext(place: PlaceOf<'disassembly'>, context: TaskContext | undefined): PlaceOf<'disassembly'> {
  return context ? { ...place, task: context.task, frame: place.frame ?? context.frame } : place;
}

async function show(
  documents: DisassemblyDocuments,
  marks: MarkDecorations,
  dump: vscode.Uri,
  place: PlaceOf<'disassembly'>,
  beside: boolean,
): Promise<void> {
  // The name of the function, which the tab is called by, is known when it has been read.
  const asked = codeUri({ dump, ...place }, 'code');
  const { data, shownLine } = await documents.read(asked);
  documents.forget(asked);
  const uri = codeUri({ dump, ...place, address: data.address }, data.name);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.languages.setTextDocumentLanguage(document, language);
  const at = new vscode.Position(shownLine, 0);
  const editor = await vscode.window.showTextDocument(document, {
    preview: false,
    viewColumn: beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
    selection: new vscode.Range(at, at),
  });
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
  await marks.decorate(editor);
}

/** From the cursor on, and from the top again after the last one. */
function goToNextMark(editor: vscode.TextEditor, { data, instructions }: ShownCode): void {
  const marked = instructions.flatMap((index, line) =>
    index !== undefined && data.lines[index]?.mark ? [line] : [],
  );
  const next = marked.find((line) => line > editor.selection.active.line) ?? marked[0];
  if (next === undefined) return;
  const at = new vscode.Position(next, 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
}
