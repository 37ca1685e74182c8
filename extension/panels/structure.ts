import * as vscode from 'vscode';
import { structureCommands, structureRequestChecks } from '../../core/protocol/panels/structureRequests';
import type { PanelKind } from './panelKind';

/** One object of the kernel as a tree, or the layout of its type. */
export const structurePanel: PanelKind = {
  view: 'structure',
  title: (fileName) => vscode.l10n.t('Structure: {0}', fileName),
  relayed: structureRequestChecks,
  commands: structureCommands,
};
