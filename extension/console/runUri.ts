import * as vscode from 'vscode';
import type { EngineName } from '../../core/protocol/panels/consoleRequests';
import type { TaskContext } from '../../core/protocol/taskContext';
import { parseRunQuery, runQuery } from './runQuery';

export const runScheme = 'vmcore-run';

/** Who answered a line: an engine, or our own reader. */
export type Answerer = EngineName | 'native';

/** A line that was carried out, or is to be, for a document. */
export interface DocumentedRun {
  readonly dump: vscode.Uri;
  readonly answerer: Answerer;
  readonly line: string;
  /** That is meant; the one that crashed when left out. */
  readonly task: TaskContext | undefined;
}

/** Names the document with the answer, and says all that is needed for asking again. */
export function runUri({ dump, answerer, line, task }: DocumentedRun): vscode.Uri {
  // Two tabs with the same line are told apart by their folders.
  const folder = task ? `/${fileName(`${task.pid ?? ''} ${task.comm ?? ''}`)}` : '';
  return vscode.Uri.from({
    scheme: runScheme,
    authority: answerer,
    path: `${folder}/${answerer} ${fileName(line)}.txt`,
    query: runQuery({ dump: dump.toString(), line, task }),
  });
}

/** Undefined for an address of that scheme that nobody here made. */
export function parseRunUri({ scheme, authority, query }: vscode.Uri): DocumentedRun | undefined {
  if (scheme !== runScheme || !isAnswerer(authority)) return undefined;
  try {
    const { dump, ...asked } = parseRunQuery(query);
    return { ...asked, dump: vscode.Uri.parse(dump, true), answerer: authority };
  } catch {
    // A saved address may be of any shape.
    return undefined;
  }
}

function fileName(text: string): string {
  return text.replace(/[^\w .,@+=-]/g, '_').slice(0, 100);
}

function isAnswerer(name: string): name is Answerer {
  return name === 'crash' || name === 'gdb' || name === 'native';
}
