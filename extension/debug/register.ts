import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import type { TaskContexts } from '../navigation/context';
import type { DumpViews } from '../pages/dumpViews';
import { CallStackContext } from './callStackContext';
import { chooseDump, chooseVmlinux } from './chooseFile';
import { configurationFor, DebugConfigurations, debugType } from './debugConfigurations';
import type { Navigator } from '../navigation/navigator';
import type { DebugSessions } from './debugSessions';
import { showInMemory } from './showInMemory';

/** The debug type of package.json, and its commands. */
export function registerDebugging(
  sessions: DebugSessions,
  views: DumpViews,
  navigator: Navigator,
  contexts: TaskContexts,
  output: vscode.LogOutputChannel,
): Disposable[] {
  const configurations = new DebugConfigurations(views);
  const callStack = new CallStackContext(
    contexts,
    (session) => sessions.dumpOf(session),
    (error) => {
      output.info(`The Call Stack and the task that is set go apart: ${errorData(error).message}`);
    },
  );
  return [
    callStack,
    vscode.debug.onDidChangeActiveStackItem((item) => item && callStack.focus(item)),
    vscode.debug.onDidStartDebugSession(showRunAndDebug),
    vscode.debug.onDidTerminateDebugSession((session) => {
      callStack.forget(session);
    }),
    vscode.debug.registerDebugAdapterDescriptorFactory(debugType, sessions),
    vscode.debug.registerDebugConfigurationProvider(debugType, configurations),
    vscode.debug.registerDebugConfigurationProvider(
      debugType,
      configurations,
      vscode.DebugConfigurationProviderTriggerKind.Dynamic,
    ),
    vscode.commands.registerCommand('vmcore.debug', async (uri?: vscode.Uri) => {
      const dump = uri ?? views.current?.uri ?? (await chooseDump());
      if (!dump) return;
      await vscode.debug.startDebugging(undefined, configurationFor(dump));
    }),
    vscode.commands.registerCommand('vmcore.showInMemory', (context: unknown) =>
      showInMemory(navigator, context),
    ),
    // For `${command:…}` in a launch.json, which wants a path.
    vscode.commands.registerCommand('vmcore.pickDump', async () => (await chooseDump())?.fsPath),
    vscode.commands.registerCommand('vmcore.pickVmlinux', async () => (await chooseVmlinux())?.fsPath),
  ];
}

/**
 * A dump stands still from the start, which is the "break" of `debug.openDebug`; of itself VS Code opens the view for
 * breakpoints, not for the exception that a dump stops with (DebugSession.handleStop of VS Code 1.100 to 1.139).
 */
async function showRunAndDebug({ type }: vscode.DebugSession): Promise<void> {
  if (type !== debugType) return;
  const when = vscode.workspace.getConfiguration('debug').get<string>('openDebug');
  if (when === 'openOnDebugBreak') await vscode.commands.executeCommand('workbench.view.debug');
}
