import type * as vscode from 'vscode';
import type { Transport } from '../../core/protocol/connection';

/** Messages to and from the page in a panel; after the panel closed they are dropped. */
export function webviewTransport(panel: vscode.WebviewPanel): Transport {
  let open = true;
  panel.onDidDispose(() => {
    open = false;
  });
  return {
    post: (message) => {
      if (open) void panel.webview.postMessage(message);
    },
    onMessage: (listener) => {
      panel.webview.onDidReceiveMessage(listener);
    },
  };
}
