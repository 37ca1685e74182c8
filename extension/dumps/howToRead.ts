import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { visibleText } from '../../core/base/visibleText';
import { aclCommand } from './aclCommand';

/** Says why a folder or a dump may not be read, and the one command that changes it; running it is the person's business. */
export async function explainHowToRead(path: string): Promise<void> {
  const username = ownName();
  const command = aclCommand(path, username);
  const copy = vscode.l10n.t('Copy Command');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('You may not read {0}', visibleText(path)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'kdump saves dumps that only root may read: they hold all of the machine’s memory. Whoever has root’s rights there can give {0} read access to what is there now:\n\n{1}\n\nDumps saved later need it again. Or copy one to a folder of your own.',
        visibleText(username),
        visibleText(command),
      ),
    },
    copy,
  );
  if (answer === copy) await vscode.env.clipboard.writeText(command);
}

/** The number where it has no name, as in containers that run under any id: setfacl takes it, too. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch (error) {
    const id = process.getuid?.();
    if (id === undefined) throw error;
    return String(id);
  }
}
