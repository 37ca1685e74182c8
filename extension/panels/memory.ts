import * as vscode from 'vscode';
import { dumpHostChecks } from '../../core/protocol/dumpHost';
import { memoryCommands, memoryRequestChecks } from '../../core/protocol/panels/memoryRequests';
import type { PanelKind } from './panelKind';

/** Any byte of the dumped machine's memory, explained. */
export const memoryPanel: PanelKind = {
  view: 'memory',
  title: (fileName) => vscode.l10n.t('Memory: {0}', fileName),
  relayed: {
    ...memoryRequestChecks,
    readMemory: dumpHostChecks.readMemory,
    findPlaces: dumpHostChecks.findPlaces,
  },
  commands: memoryCommands,
};
