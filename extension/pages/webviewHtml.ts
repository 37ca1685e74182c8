import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { PanelKind } from '../panels/panelKind';

/** The pages that scripts/build.mjs bundles from `webviews/<name>/main.ts`. */
export type WebviewName = 'overview' | 'log' | PanelKind['view'];

/** What a screen reader says when it comes to the page; the tab beside it names the file. */
const titles: Readonly<Record<WebviewName, string>> = {
  overview: vscode.l10n.t('Overview of a crash dump'),
  log: vscode.l10n.t('Kernel log'),
  memory: vscode.l10n.t('Memory'),
  backtraces: vscode.l10n.t('Backtraces'),
  tasks: vscode.l10n.t('Tasks'),
  structure: vscode.l10n.t('Structure'),
};

/** What a page's policy allows beyond its own script and style sheet. */
const extraPolicy: Partial<Record<WebviewName, readonly string[]>> = {
  // Monaco sets inline styles and brings an icon font.
  log: ["style-src-attr 'unsafe-inline'", "style-src-elem {source} 'unsafe-inline'", 'font-src {source}'],
};

/** The only folder that our pages may load from. */
export function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webviews');
}

/** Gives the webview its page. The page starts empty and asks for its state by message. */
export function loadPage(webview: vscode.Webview, extensionUri: vscode.Uri, name: WebviewName): void {
  const root = webviewRoot(extensionUri);
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  const nonce = randomBytes(16).toString('base64');
  const resource = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    ...(extraPolicy[name] ?? []).map((directive) => directive.replace('{source}', webview.cspSource)),
  ].join('; ');
  webview.html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titles[name]}</title>
<link rel="stylesheet" href="${resource(`${name}.css`)}">
</head>
<body>
<script nonce="${nonce}" src="${resource(`${name}.js`)}"></script>
</body>
</html>`;
}
