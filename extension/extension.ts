import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { DebugSessions } from './debug/debugSessions';
import { registerDebugging } from './debug/register';
import { startDumpHost, type DumpHost } from './dumpHost/dumpHostProcess';
import { notOnDisk } from './dumpHost/errors';
import { OpenDump } from './dumpHost/openDump';
import { OpenDumps } from './dumpHost/openDumps';
import { DumpViews } from './dumpViews';
import { registerKdumpConfOnMachine } from './kdumpConf/registerOnMachine';
import { LogPanels } from './logPanels';
import { LogTextDocuments } from './logTextDocument';
import { registerNavigation, registerViews } from './navigation/register';
import { Navigator } from './navigation/navigator';
import { OverviewEditor, overviewViewTypes } from './overviewEditor';
import { DumpPanels } from './panels/dumpPanels';
import { panelKinds } from './panels/panelKinds';

/** Registers what package.json contributes; nothing is read or started before a dump or a kdump.conf is opened. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Vmcore', { log: true });
  const dumpHostPath = context.asAbsolutePath('dist/dumpHost.js');
  const handlers: DumpHostHandlers = {
    logLine: ({ level, text }) => {
      output[level](text);
      return null;
    },
    debugMessage: (message) => {
      debugSessions.receive(message);
      return null;
    },
  };
  const startHost = (): DumpHost =>
    startDumpHost(dumpHostPath, handlers, (line) => {
      output.warn(line);
    });
  const dumps = new OpenDumps<vscode.Uri>(
    (uri) =>
      new OpenDump(uri.fsPath, () => {
        if (uri.scheme !== 'file') throw notOnDisk(uri.scheme);
        output.info(`Opening ${uri.fsPath}`);
        return startHost();
      }),
  );
  const debugSessions = new DebugSessions(dumps);
  const views = new DumpViews();
  const logTexts = new LogTextDocuments();
  const navigator = new Navigator(dumps);
  const logPanels = new LogPanels(context, dumps, views, startHost, logTexts, navigator, output);
  const overview = new OverviewEditor(context.extensionUri, dumps, views, navigator, output);
  const panels = panelKinds.map(
    (kind) =>
      new DumpPanels(kind, context.workspaceState, dumps, views, {
        extensionUri: context.extensionUri,
        navigator,
        output,
      }),
  );
  registerViews(navigator, views, logPanels, panels);

  context.subscriptions.push(
    output,
    dumps,
    logTexts,
    logPanels,
    ...overviewViewTypes.map((viewType) =>
      vscode.window.registerCustomEditorProvider(viewType, overview, {
        supportsMultipleEditorsPerDocument: true,
      }),
    ),
    ...panels,
    ...registerCommands(views, logPanels, output),
    ...registerNavigation(navigator, views, panels),
    ...registerDebugging(debugSessions, views, navigator),
    ...registerKdumpConfOnMachine(output),
  );
}

type DumpHostHandlers = Parameters<typeof startDumpHost>[1];
