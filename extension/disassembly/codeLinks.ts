import * as vscode from 'vscode';
import type { DisassemblyLine } from '../../core/protocol/panels/disassemblyRequests';
import type { DisassemblyDocuments, ShownCode } from './disassemblyDocuments';
import { codeUri, parseCodeUri } from './disassemblyUri';

/** Where jumps and calls lead: underlined, and what F12 and Ctrl+click go to. */
export class CodeLinks implements vscode.DocumentLinkProvider, vscode.DefinitionProvider {
  constructor(private readonly documents: DisassemblyDocuments) {}

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const code = await this.documents.read(document.uri);
    return code.instructions.flatMap((index, line) => {
      const target = index === undefined ? undefined : code.data.lines[index]?.target;
      if (!target) return [];
      const range = targetRange(document, line, target);
      if (!range) return [];
      const { uri, line: at } = leadsTo(code, document.uri, target);
      return [new vscode.DocumentLink(range, at === undefined ? uri : uri.with({ fragment: `L${at + 1}` }))];
    });
  }

  async provideDefinition(
    document: vscode.TextDocument,
    { line }: vscode.Position,
  ): Promise<vscode.Location | undefined> {
    const code = await this.documents.read(document.uri);
    const index = code.instructions[line];
    const target = index === undefined ? undefined : code.data.lines[index]?.target;
    if (!target) return undefined;
    const { uri, line: at } = leadsTo(code, document.uri, target);
    return new vscode.Location(uri, new vscode.Position(at ?? 0, 0));
  }
}

type Target = NonNullable<DisassemblyLine['target']>;

/** The line in the same function, or another function's document. */
function leadsTo(
  { data, instructions }: ShownCode,
  uri: vscode.Uri,
  { address, symbol }: Target,
): { readonly uri: vscode.Uri; readonly line?: number } {
  const index = data.lines.findIndex((line) => line.address === address);
  const line = index < 0 ? -1 : instructions.indexOf(index);
  if (line >= 0) return { uri, line };
  const { dump } = parseCodeUri(uri);
  return { uri: codeUri({ dump, view: 'disassembly', address }, functionName(symbol) ?? address) };
}

function functionName(symbol: string | undefined): string | undefined {
  return symbol?.replace(/\+0x[0-9a-f]+/, '');
}

/** The target's address and name behind the mnemonic. */
function targetRange(
  document: vscode.TextDocument,
  line: number,
  { address }: Target,
): vscode.Range | undefined {
  const { text } = document.lineAt(line);
  const start = text.indexOf(address, text.indexOf('>:'));
  if (start < 0) return undefined;
  const name = / <[^>]*>/.exec(text.slice(start + address.length));
  const named = name?.index === 0 ? name[0].length : 0;
  return new vscode.Range(line, start, line, start + address.length + named);
}
