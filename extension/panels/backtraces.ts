import * as vscode from 'vscode';
import { checkedHandlers } from '../../core/protocol/check';
import { backtracesPageChecks, type BacktracesPageRequests } from '../../core/protocol/panels/backtracesPage';
import { backtracesRequestChecks } from '../../core/protocol/panels/backtracesRequests';
import { TaskSourceFiles } from '../source/taskSource';
import { readFrameVariables } from './frameVariables';
import type { PanelKind } from './panelKind';

const { surveyStacks, findSurveyed, taskStack, frameWords } = backtracesRequestChecks;

/** Where every task is, equal stacks once. */
export const backtracesPanel: PanelKind = {
  view: 'backtraces',
  title: (fileName) => vscode.l10n.t('Backtraces: {0}', fileName),
  relayed: { surveyStacks, findSurveyed, taskStack, frameWords },
  answered: (dump) => {
    const files = new TaskSourceFiles(dump);
    return checkedHandlers<BacktracesPageRequests>(backtracesPageChecks, {
      sourcedStack: ({ task }) => files.read(task),
      variablesOfFrame: (frame, context) => readFrameVariables(dump, frame, context),
      openSource: async ({ task, index }) => {
        await files.open(task, index);
        return null;
      },
    });
  },
  commands: [
    'crash',
    'cpus',
    'tasks',
    'groups',
    'picture',
    'filter',
    'clearFilter',
    'find',
    'findNext',
    'findPrevious',
    'setContext',
    'showLocks',
    'toggleIdle',
    'toggleScheduler',
    'invert',
    'focusFunction',
    'open',
    'openToSide',
    'expand',
    'copy',
    'copyMarkdown',
    'copyFolded',
    'copyAddress',
  ],
};
