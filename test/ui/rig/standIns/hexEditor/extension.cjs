// What Microsoft's Hex Editor does of it: the memory behind `vscode-debug-memory:/REFERENCE/memory.bin` is asked of the
// debug session, and shown as a line of hex digits.
const vscode = require('vscode');

const shownBytes = 32;

async function readMemory({ path }) {
  const memoryReference = decodeURIComponent(path.split('/')[1]);
  const session = vscode.debug.activeDebugSession;
  const answer = await session.customRequest('readMemory', { memoryReference, offset: 0, count: shownBytes });
  return `${memoryReference}: ${Buffer.from(answer.data ?? '', 'base64').toString('hex')}`;
}

exports.activate = ({ subscriptions }) => {
  const provider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: async ({ uri }, panel) => {
      panel.webview.html = `<pre>${await readMemory(uri)}</pre>`;
    },
  };
  subscriptions.push(vscode.window.registerCustomEditorProvider('hexEditor.hexedit', provider));
};
