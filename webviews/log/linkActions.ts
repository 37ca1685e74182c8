import type { LogLink } from '../../core/protocol/logPanel';
import { addressContext } from '../panel/addressContext';
import { logLanguage } from './logDocument';
import { findLinks, linkAt, type FoundLink } from './model/logLinks';
import { unseenName } from './model/unseenText';
import { exactLines } from './model/logText';
import type { LogStore } from './model/logStore';
import type { LogView } from './logView';
import { languages, Range, type IPosition } from './monaco';
import { strings } from './strings';

/** Ctrl+click (Cmd on a Mac) follows, as in any editor of VS Code. */
export function followOnClick(view: LogView, follow: (link: LogLink) => void): void {
  view.editor.onMouseDown(({ event, target }) => {
    if (!target.position || !(event.ctrlKey || event.metaKey)) return;
    const found = linkUnder(view, target.position);
    if (found) follow(found.link);
  });
}

function linkUnder(view: LogView, { lineNumber, column }: IPosition): FoundLink | undefined {
  const offset = column - 1;
  const line = view.shown.model.getLineContent(lineNumber);
  return findLinks(line).find(({ start, end }) => start <= offset && offset <= end);
}

/** The address under the mouse is what the menu that opens there is about. */
export function tellMenusOfAddresses(view: LogView): void {
  view.editor.onContextMenu(({ target }) => {
    const found = target.position && linkUnder(view, target.position);
    const address = found?.link.kind === 'address' ? `0x${found.link.text}` : undefined;
    const context = addressContext({ view: 'memory', address });
    view.editor.getContainerDomNode().dataset['vscodeContext'] = context['data-vscode-context'] ?? '{}';
  });
}

/** The link at the cursor, or the first one of its line. */
export function linkAtCursor(view: LogView): LogLink | undefined {
  const position = view.editor.getPosition();
  if (!position || view.shown.isEmpty) return undefined;
  return linkAt(view.shown.model.getLineContent(position.lineNumber), position.column - 1);
}

/** Says what a link does, and what a mark stands for. Nothing of the log's text becomes Markdown. */
export function explainOnHover(view: LogView, store: LogStore): void {
  languages.registerHoverProvider(logLanguage, {
    provideHover: (model, { lineNumber, column }) => {
      const offset = column - 1;
      const found = findLinks(model.getLineContent(lineNumber)).find(
        ({ start, end }) => start <= offset && offset < end,
      );
      if (found) {
        return {
          range: new Range(lineNumber, found.start + 1, lineNumber, found.end + 1),
          contents: [{ value: strings.follow[found.link.kind] }],
        };
      }
      const record = view.shown.lines.recordAt(lineNumber);
      if (record === undefined) return undefined;
      const line = exactLines(store, record)[lineNumber - view.shown.lines.lineAt(record)] ?? '';
      const name = unseenName(line, offset);
      return name === undefined
        ? undefined
        : {
            range: new Range(lineNumber, column, lineNumber, column + 1),
            contents: [{ value: strings.unseen(name) }],
          };
    },
  });
}
