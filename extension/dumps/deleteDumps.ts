import { basename } from 'node:path';
import * as vscode from 'vscode';
import { formatByteSize } from '../../core/base/byteSize';
import { visibleText } from '../../core/base/visibleText';
import { notDeleted } from './errors';
import { filesOf, type ListedDump } from './listedDump';

/**
 * Deletes dumps after the person said so, knowing which files go, how large they are and whether they can come back. A split
 * set goes as a whole. True when anything was deleted.
 * @throws VmcoreError `not-deleted`
 */
export async function deleteDumps(dumps: readonly ListedDump[]): Promise<boolean> {
  if (dumps.length === 0) return false;
  const useTrash = hasTrash();
  if (!(await askToDelete(dumps, useTrash))) return false;
  for (const path of dumps.flatMap(filesOf)) {
    const uri = vscode.Uri.file(path);
    if (!useTrash) await deleteForGood(uri);
    else if (!(await moveToTrash(uri))) return true;
  }
  return true;
}

/** @throws VmcoreError `not-deleted` */
async function deleteForGood(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch (error) {
    throw notDeleted(uri.fsPath, error);
  }
}

/** Only the desktop has one, and only for files of its own machine. */
function hasTrash(): boolean {
  const isDesktop = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  return isDesktop && vscode.workspace.getConfiguration('files').get('enableTrash', true);
}

async function askToDelete(dumps: readonly ListedDump[], useTrash: boolean): Promise<boolean> {
  const files = dumps.flatMap(filesOf);
  const size = formatByteSize(dumps.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const [first = ''] = files;
  const question =
    dumps.length > 1
      ? vscode.l10n.t('Delete {0} dumps ({1})?', dumps.length, size)
      : files.length > 1
        ? vscode.l10n.t('Delete the dump in {0} parts ({1})?', files.length, size)
        : vscode.l10n.t('Delete “{0}” ({1})?', visibleText(basename(first)), size);
  const fate = useTrash
    ? vscode.l10n.t('You can restore it from the trash.')
    : vscode.l10n.t('There is no trash here: it is deleted for good.');
  const rest = vscode.l10n.t('What lies beside it, such as vmcore-dmesg.txt, stays.');
  const detail = `${listed(files)}\n\n${fate} ${rest}`;
  const button = useTrash ? vscode.l10n.t('Move to Trash') : vscode.l10n.t('Delete Permanently');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, button);
  return answer === button;
}

/** As many as a question has room for. */
const maxListed = 10;

function listed(files: readonly string[]): string {
  const lines = files.slice(0, maxListed).map(visibleText);
  const more = files.length - lines.length;
  return [...lines, ...(more > 0 ? [vscode.l10n.t('… and {0} more files', more)] : [])].join('\n');
}

/** Some disks have no trash; then the person is asked again. False when the file stays. */
async function moveToTrash(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return true;
  } catch (error) {
    const button = vscode.l10n.t('Delete Permanently');
    const question = vscode.l10n.t('“{0}” could not be moved to the trash.', visibleText(uri.fsPath));
    const detail = error instanceof Error ? visibleText(error.message) : '';
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) !== button)
      return false;
    await deleteForGood(uri);
    return true;
  }
}
