import type * as vscode from 'vscode';

/** Documents of kdump.conf, on disk or in a virtual workspace. */
export const kdumpConfSelector: vscode.DocumentSelector = { language: 'kdump-conf' };

export function isKdumpConf(document: vscode.TextDocument): boolean {
  return document.languageId === 'kdump-conf';
}
