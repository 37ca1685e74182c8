import * as vscode from 'vscode';
import { diagnosisOf } from '../core/protocol/dumpDiagnosis';
import { registerCommands } from './commands';
import { setContextKey } from './contextKeys';
import { EngineRuns } from './console/engineRuns';
import { registerConsole } from './console/register';
import { DebugSessions } from './debug/debugSessions';
import { registerDebugging } from './debug/register';
import { registerDisassembly } from './disassembly/register';
import { startDumpHost, type DumpHost } from './dumpHost/dumpHostProcess';
import { notOnDisk } from './dumpHost/errors';
import { OpenDump } from './dumpHost/openDump';
import { OpenDumps } from './dumpHost/openDumps';
import { registerDumps } from './dumps/register';
import { DumpViews } from './pages/dumpViews';
import { registerKdumpConfOnMachine } from './kdumpConf/registerOnMachine';
import { LogPanels } from './log/logPanels';
import { LogTextDocuments } from './log/logTextDocument';
import { TaskContexts } from './navigation/context';
import { registerNavigation, registerViews } from './navigation/register';
import { Navigator } from './navigation/navigator';
import { OverviewEditor, overviewViewTypes } from './overview/overviewEditor';
import { Bookmarks } from './panels/bookmarks';
import { DumpPanels } from './panels/dumpPanels';
import { panelKinds } from './panels/panelKinds';
import { debuginfoPaths } from './source/sourceSettings';
import { registerTasks } from './tasks/register';

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
    engineOutput: (output) => {
      engineRuns.receive(output);
      return null;
    },
  };
  const warn = (line: string): void => {
    output.warn(line);
  };
  const startHost = (): DumpHost => startDumpHost(dumpHostPath, handlers, warn);
  const dumps = new OpenDumps<vscode.Uri>(
    (uri) =>
      new OpenDump(
        uri.fsPath,
        () => {
          if (uri.scheme !== 'file') throw notOnDisk(uri.scheme);
          output.info(`Opening ${uri.fsPath}`);
          return startHost();
        },
        debuginfoPaths,
      ),
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
  const contexts = new TaskContexts(context.workspaceState);
  const engineRuns = new EngineRuns(contexts);
  const bookmarks = new Bookmarks(context.workspaceState);
  const navigator = new Navigator(dumps, contexts);
  const logPanels = new LogPanels(context, dumps, views, startHost, logTexts, navigator, output);
  const overview = new OverviewEditor(
    context.extensionUri,
    dumps,
    views,
    navigator,
    output,
    ({ uri, dump }, verdict) => {
      if (dump.overview) dumpList.learn(uri, diagnosisOf(dump.overview, verdict));
    },
  );
  const panels = panelKinds.map(
    (kind) =>
      new DumpPanels(kind, context.workspaceState, dumps, views, {
        extensionUri: context.extensionUri,
        navigator,
        contexts,
        bookmarks,
        output,
      }),
  );
  registerViews(navigator, views, logPanels, panels);

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
    ...panels,
    ...registerCommands(views, logPanels, output),
    ...registerDisassembly(dumps, views, navigator, contexts),
    ...registerNavigation(navigator, views, panels),
    ...registerTasks(views, navigator, contexts, output),
    ...registerDebugging(debugSessions, views, navigator, contexts, output),
    ...registerConsole({
      storage: context.workspaceState,
      dumps,
      views,
      navigator,
      runs: engineRuns,
      output,
    }),
    ...registerKdumpConfOnMachine(output),
  );
}

type DumpHostHandlers = Parameters<typeof startDumpHost>[1];
