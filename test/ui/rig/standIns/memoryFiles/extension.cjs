// A file system of one file, as an extension for a code forge would bring one: no path of it is on any disk.
const vscode = require('vscode');

const path = '/etc/kdump.conf';
let content = new TextEncoder().encode(
  'path /var/crash\nextra_bins /nowhere/at/all\nfailure_acton poweroff\n',
);
let changedMs = 1;

const provider = {
  onDidChangeFile: new vscode.EventEmitter().event,
  watch: () => new vscode.Disposable(() => undefined),
  stat: (uri) => {
    if (uri.path === path)
      return { type: vscode.FileType.File, ctime: 1, mtime: changedMs, size: content.length };
    if (uri.path === '/' || uri.path === '/etc')
      return { type: vscode.FileType.Directory, ctime: 1, mtime: 1, size: 0 };
    throw vscode.FileSystemError.FileNotFound(uri);
  },
  readDirectory: (uri) => (uri.path === '/etc' ? [['kdump.conf', vscode.FileType.File]] : []),
  readFile: () => content,
  writeFile: (_uri, written) => {
    content = written;
    changedMs++;
  },
  createDirectory: () => undefined,
  delete: () => undefined,
  rename: () => undefined,
};

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memory', provider),
    vscode.commands.registerCommand('memoryFiles.open', () =>
      vscode.window.showTextDocument(vscode.Uri.from({ scheme: 'memory', path })),
    ),
  );
};
