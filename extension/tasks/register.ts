import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import { psHeading, psLine } from '../../core/protocol/text/taskText';
import type { TaskRow } from '../../core/protocol/taskTable';
import type { OpenDump } from '../dumpHost/openDump';
import type { DumpView, DumpViews } from '../pages/dumpViews';
import type { TaskContexts } from '../navigation/context';
import { ContextStatus } from '../navigation/contextStatus';
import type { Navigator } from '../navigation/navigator';
import { withErrorsShown } from '../navigation/withErrorsShown';
import { pickTask } from './pickTask';
import { TaskTree } from './taskTree';

/** The view of tasks with its commands, and the task that commands mean. */
export function registerTasks(
  views: DumpViews,
  navigator: Navigator,
  contexts: TaskContexts,
  output: vscode.LogOutputChannel,
): Disposable[] {
  const onTask = (action: (view: DumpView, row: TaskRow) => unknown): ((row?: TaskRow) => unknown) =>
    withErrorsShown(async (row?: TaskRow) => {
      const { current } = views;
      const chosen = current && (row ?? (await pickTask(current.dump)));
      if (chosen) await action(current, chosen);
    });
  const commands = new Map<string, (row?: TaskRow) => unknown>([
    [
      'vmcore.setTask',
      onTask(({ dump }, row) => {
        contexts.set(dump, row);
      }),
    ],
    ['vmcore.resetTask', withErrorsShown(() => views.current && contexts.reset(views.current.dump))],
    [
      'vmcore.taskTree.showBacktrace',
      onTask(({ uri }, { task }) => navigator.show(uri, { view: 'backtraces', task })),
    ],
    [
      'vmcore.taskTree.showInTable',
      onTask(({ uri }, { task }) => navigator.show(uri, { view: 'tasks', task })),
    ],
    [
      'vmcore.taskTree.showStruct',
      onTask(({ uri }, { task }) =>
        navigator.show(uri, { view: 'structure', type: 'struct task_struct', address: task }),
      ),
    ],
    [
      'vmcore.taskTree.showStack',
      onTask(({ uri }, { stack }) =>
        stack === null ? undefined : navigator.show(uri, { view: 'memory', address: stack }),
      ),
    ],
    ['vmcore.taskTree.copy', onTask(({ dump }, row) => copyTask(dump, row))],
  ]);
  return [
    new TaskTree(views),
    new ContextStatus(views, contexts, output),
    ...[...commands].map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
  ];
}

/** As crash's `ps` of that task prints it. */
async function copyTask(dump: OpenDump, row: TaskRow): Promise<void> {
  const { memoryBytes } = await dump.request('cpuTasks', null);
  const command = row.pid === null ? 'ps' : `ps ${row.pid}`;
  await vscode.env.clipboard.writeText(`crash> ${command}\n${psHeading}${psLine(row, memoryBytes)}`);
}
