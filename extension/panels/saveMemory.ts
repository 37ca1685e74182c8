import * as vscode from 'vscode';
import { formatAddress } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import type { MemoryGap } from '../../core/protocol/dumpHost';
import type { MemoryRange } from '../../core/protocol/panels/memoryRequests';
import type { ContextParams } from '../../core/protocol/taskContext';
import type { OpenDump } from '../dumpHost/openDump';
import { writeMemory, type GapAnswer, type SavedMemory } from './memoryFile';
import { replaceFile } from './replaceFile';

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
): Promise<SavedMemory | null> {
  let reported = 0;
  const saved = await replaceFile(target.fsPath, (file) =>
    writeMemory(file, range, {
      read: (piece) => dump.request('readMemory', { ...piece, task: range.task }),
      askAboutGap: (offset, gap) => askAboutGap(range, offset, gap.detail ?? absenceText(gap)),
      wrote: (savedBytes) => {
        progress.report({ increment: ((savedBytes - reported) * 100) / range.sizeBytes });
        reported = savedBytes;
        return !token.isCancellationRequested;
      },
    }),
  );
  return saved ?? null;
}

/** What follows a gap would stand at the wrong place if the gap were left out. */
async function askAboutGap(range: MemoryRange, offset: number, reason: string): Promise<GapAnswer> {
  const at = formatAddress(BigInt(range.address) + BigInt(offset));
  const fill = vscode.l10n.t('Write ? in Their Place');
  const end = vscode.l10n.t('End There');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The dump lacks bytes of this range, the first one at {0}.', at),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0}\nThe file can go on with a ? for each of them, or end before the first one.',
        reason,
      ),
    },
    fill,
    end,
  );
  if (answer === undefined) return 'give-up';
  return answer === fill ? 'fill' : 'end';
}

function absenceText({ reason }: MemoryGap): string {
  switch (reason) {
    case 'excluded':
      return vscode.l10n.t('They were excluded when the dump was made.');
    case 'truncated':
      return vscode.l10n.t('The file of the dump ends before them.');
    case 'damaged':
      return vscode.l10n.t('The dump is damaged there.');
    default:
      return vscode.l10n.t('They are not in the dump.');
  }
}

function notOnDisk(target: vscode.Uri): VmcoreError {
  return new VmcoreError(
    'not-on-disk',
    `Memory cannot be written to ${target.scheme}: addresses, only to a disk.`,
    'Choose a file on a disk.',
  );
}
