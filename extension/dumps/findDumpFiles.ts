import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { CancellationToken } from '../../core/base/cancellation';
import { dumpNameGlob, excludeGlob, isNamedOtherwise } from './candidateNames';
import { crashFolder, dumpFolders, workspaceFolders } from './dumpFolders';
import { candidateAt, searchFolder, type CandidateFile, type FolderSearch } from './searchFolder';

/** Names alone tell nothing of so many files. */
const maxWorkspaceFiles = 2000;

/** Every file that may be a dump: of the workspace those with names of dumps, of dump folders all. */
export async function findDumpFiles(token: CancellationToken): Promise<FolderSearch> {
  const inWorkspace = await searchWorkspace(token);
  const inFolders = await Promise.all(dumpFolders().map((folder) => searchFolder(folder, token)));
  const searches = [inWorkspace, ...inFolders];
  const files = new Map(searches.flatMap((search) => search.files).map((file) => [file.path, file]));
  return {
    files: [...files.values()],
    problems: searches.flatMap(({ problems }) => problems).filter((problem) => !isUsual(problem)),
  };
}

/** A machine without kdump has no folder for its dumps. */
function isUsual({ path, kind }: FolderSearch['problems'][number]): boolean {
  return kind === 'missing' && path === crashFolder;
}

async function searchWorkspace(token: CancellationToken): Promise<FolderSearch> {
  const [folder] = workspaceFolders();
  if (folder === undefined) return { files: [], problems: [] };
  const cancelling = new vscode.CancellationTokenSource();
  const listening = token.onCancel?.(() => {
    cancelling.cancel();
  });
  try {
    const hidden = vscode.workspace.getConfiguration('search').get<Record<string, unknown>>('exclude', {});
    const found = await vscode.workspace.findFiles(
      dumpNameGlob,
      excludeGlob(hidden),
      maxWorkspaceFiles + 1,
      cancelling.token,
    );
    const paths = found.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
    const problems: FolderSearch['problems'] =
      found.length > maxWorkspaceFiles
        ? [{ path: folder, kind: 'too-many', detail: String(maxWorkspaceFiles) }]
        : [];
    return { files: await candidatesAt(paths.slice(0, maxWorkspaceFiles), token), problems };
  } finally {
    listening?.dispose();
    cancelling.dispose();
  }
}

async function candidatesAt(
  paths: readonly string[],
  token: CancellationToken,
): Promise<readonly CandidateFile[]> {
  const files: CandidateFile[] = [];
  for (const path of paths) {
    if (token.isCancelled) break;
    if (isNamedOtherwise(basename(path))) continue;
    const candidate = await candidateAt(path);
    if (candidate) files.push(candidate);
  }
  return files;
}
