import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { VmcoreError } from '../../core/base/errors';
import type { MemoryRange } from '../../core/protocol/panels/memoryRequests';
import type { ContextParams } from '../../core/protocol/taskContext';
import type { OpenDump } from '../dumpHost/openDump';
import { writeMemory, type SavedMemory } from './memoryFile';

/**
 * Asks where to, and writes a range of the dump's memory there; null where the person gave up.
 * @param task whose process's user addresses are
 */
export async function saveMemory(
  dump: OpenDump,
  uri: vscode.Uri,
  range: MemoryRange,
  task: string | undefined,
): Promise<SavedMemory | null> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save {0} Bytes of Memory', range.sizeBytes.toLocaleString()),
    defaultUri: vscode.Uri.joinPath(uri, '..', `memory-${range.address.replace('0x', '')}.bin`),
  });
  if (!target) return null;
  if (target.scheme !== 'file') throw notOnDisk(target);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Saving memory'),
      cancellable: true,
    },
    (progress, token) => write(dump, target, { ...range, task }, progress, token),
  );
}

async function write(
  dump: OpenDump,
  target: vscode.Uri,
  range: MemoryRange & ContextParams,
  progress: vscode.Progress<{ increment: number }>,
  token: vscode.CancellationToken,
): Promise<SavedMemory> {
  const file = await open(target.fsPath, 'w');
  let reported = 0;
  try {
    return await writeMemory(file, range, {
      read: (piece) => dump.request('readMemory', { ...piece, task: range.task }),
      goOn: (offset, gap) => askAboutGap(range, offset, gap.detail ?? gap.reason),
      wrote: (savedBytes) => {
        progress.report({ increment: ((savedBytes - reported) * 100) / range.sizeBytes });
        reported = savedBytes;
        return !token.isCancellationRequested;
      },
    });
  } finally {
    await file.close();
  }
}

/** What follows a gap would stand at the wrong place if the gap were left out. */
async function askAboutGap(range: MemoryRange, offset: number, reason: string): Promise<boolean> {
  const at = (BigInt(range.address) + BigInt(offset)).toString(16);
  const goOn = vscode.l10n.t('Write ? in Their Place');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The dump lacks bytes of this range, the first one at {0}.', at),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0}\nThe file can go on with a ? for each of them, or end before the first one.',
        reason,
      ),
    },
    goOn,
    vscode.l10n.t('End There'),
  );
  return answer === goOn;
}

function notOnDisk(target: vscode.Uri): VmcoreError {
  return new VmcoreError(
    'not-on-disk',
    `Memory cannot be written to ${target.scheme}: addresses, only to a disk.`,
    'Choose a file on a disk.',
  );
}
