import * as vscode from 'vscode';

/** Asks for a dump; undefined when the person thinks better of it. */
export async function chooseDump(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Open a Linux crash dump'),
    openLabel: vscode.l10n.t('Open'),
  });
  return chosen?.[0];
}

/** Asks for the kernel with its debug information. */
export async function chooseVmlinux(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose the vmlinux of the dumped kernel'),
    openLabel: vscode.l10n.t('Choose'),
  });
  return chosen?.[0];
}
