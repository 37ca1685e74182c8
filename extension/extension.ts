import * as vscode from 'vscode';
import { diagnosisOf } from '../core/protocol/dumpDiagnosis';
import { registerCommands } from './commands';
import { setContextKey } from './contextKeys';
import { DebugSessions } from './debug/debugSessions';
import { registerDebugging } from './debug/register';
import { startDumpHost, type DumpHost } from './dumpHost/dumpHostProcess';
import { notOnDisk } from './dumpHost/errors';
import { OpenDump } from './dumpHost/openDump';
import { OpenDumps } from './dumpHost/openDumps';
import { registerDumps } from './dumps/register';
import { DumpViews } from './dumpViews';
import { registerKdumpConfOnMachine } from './kdumpConf/registerOnMachine';
import { LogPanels } from './logPanels';
import { LogTextDocuments } from './logTextDocument';
import { OverviewEditor, overviewViewTypes } from './overviewEditor';

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
  const warn = (line: string): void => {
    output.warn(line);
  };
  const startHost = (): DumpHost => startDumpHost(dumpHostPath, handlers, warn);
  const dumps = new OpenDumps<vscode.Uri>(
    (uri) =>
      new OpenDump(uri.fsPath, () => {
        if (uri.scheme !== 'file') throw notOnDisk(uri.scheme);
        output.info(`Opening ${uri.fsPath}`);
        return startHost();
      }),
  );
  const debugSessions = new DebugSessions(dumps);
  const dumpList = registerDumps(
    context,
    dumps,
    () => startDumpHost(dumpHostPath, handlers, warn, 'background'),
    output,
  );
  const views = new DumpViews();
  const logTexts = new LogTextDocuments();
  const logPanels = new LogPanels(context, dumps, views, startHost, logTexts, output);
  const overview = new OverviewEditor(context.extensionUri, dumps, views, output, {
    showLog: (view, logIndex) => {
      logPanels.show(view.uri, logIndex);
    },
    onVerdict: ({ uri, dump }, verdict) => {
      if (dump.overview) dumpList.learn(uri, diagnosisOf(dump.overview, verdict));
    },
  });

  void setContextKey('vmcore.activated', true);
  context.subscriptions.push(
    output,
    dumps,
    dumpList,
    logTexts,
    logPanels,
    ...overviewViewTypes.map((viewType) =>
      vscode.window.registerCustomEditorProvider(viewType, overview, {
        supportsMultipleEditorsPerDocument: true,
      }),
    ),
    ...registerCommands(views, logPanels, output),
    ...registerDebugging(debugSessions, views),
    ...registerKdumpConfOnMachine(output),
  );
}

type DumpHostHandlers = Parameters<typeof startDumpHost>[1];
