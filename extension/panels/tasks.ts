import * as vscode from 'vscode';
import { tasksRequestChecks } from '../../core/protocol/panels/tasksRequests';
import type { PanelKind } from './panelKind';

/** Every task of the dump, and who waits for whom. */
export const tasksPanel: PanelKind = {
  view: 'tasks',
  title: (fileName) => vscode.l10n.t('Tasks: {0}', fileName),
  relayed: tasksRequestChecks,
  commands: [
    'filter',
    'clearFilter',
    'showBacktrace',
    'showStruct',
    'setContext',
    'details',
    'locks',
    'copy',
    'copyLastRun',
    'copyMarkdown',
    'copyTsv',
    'copyJson',
    'copyAddress',
  ],
};
