import * as vscode from 'vscode';
import { maxCompletions, type LineCompletions } from '../../core/protocol/panels/consoleRequests';
import type { LineEditor } from './lineEditor';
import { terminalText } from './terminalText';
import { inColumns } from './wordColumns';

/**
 * Takes into the line what all completions agree on, as shells do.
 * @returns where that is no more than what was typed, the lines that show them to choose from
 */
export function takeCompletions(
  editor: Pick<LineEditor, 'replaceWord'>,
  { word, common, items, total }: LineCompletions,
  columns: number,
): readonly string[] {
  const isWhole = total === 1;
  if (isWhole || common.length > word.length) {
    editor.replaceWord(word.length, isWhole ? `${common} ` : common);
    return [];
  }
  if (total === 0) return [];
  const texts = items.map(({ text, detail }) =>
    terminalText(detail === undefined ? text : `${text} ${detail}`),
  );
  const more = total > maxCompletions ? [vscode.l10n.t('… {0} more', total - maxCompletions)] : [];
  return [...inColumns(texts, columns), ...more];
}
