import type * as vscode from 'vscode';

/** Documents of kdump.conf, on disk or in a virtual workspace. */
export const kdumpConfSelector: vscode.DocumentFilter = { language: 'kdump-conf' };

/** The files around it: kdump's variables, and those that hold kernel command lines. */
export const neighbourSelector: readonly vscode.DocumentFilter[] = [
  { language: 'kdump-sysconfig' },
  { language: 'kernel-command-line' },
];

export function isKdumpConf({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'kdump-conf';
}

/** kdump.conf or one of the files around it. */
export function isConfiguration({ languageId }: vscode.TextDocument): boolean {
  return ['kdump-conf', 'kdump-sysconfig', 'kernel-command-line'].includes(languageId);
}
