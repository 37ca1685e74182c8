import * as vscode from 'vscode';
import type { EngineName } from '../../core/protocol/panels/consoleRequests';

export const runScheme = 'vmcore-run';

/** Who answered a line: an engine, or our own reader. */
export type Answerer = EngineName | 'native';

/** A line that was carried out, or is to be, for a document. */
export interface DocumentedRun {
  readonly dump: vscode.Uri;
  readonly answerer: Answerer;
  readonly line: string;
}

/** Names the document with the answer, and says all that is needed for asking again. */
export function runUri({ dump, answerer, line }: DocumentedRun): vscode.Uri {
  const name = line.replace(/[^\w .,@+=-]/g, '_').slice(0, 100);
  return vscode.Uri.from({
    scheme: runScheme,
    authority: answerer,
    path: `/${answerer} ${name}.txt`,
    query: JSON.stringify({ dump: dump.toString(), line }),
  });
}

/** Undefined for an address of that scheme that nobody here made. */
export function parseRunUri({ scheme, authority, query }: vscode.Uri): DocumentedRun | undefined {
  if (scheme !== runScheme || !isAnswerer(authority)) return undefined;
  try {
    const { dump, line } = JSON.parse(query) as { readonly dump?: unknown; readonly line?: unknown };
    if (typeof dump !== 'string' || typeof line !== 'string') return undefined;
    return { dump: vscode.Uri.parse(dump, true), answerer: authority, line };
  } catch {
    // A saved address may be of any shape.
    return undefined;
  }
}

function isAnswerer(name: string): name is Answerer {
  return name === 'crash' || name === 'gdb' || name === 'native';
}
