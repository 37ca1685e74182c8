import { LineMap } from './model/lineMap';
import type { LogText } from './model/logText';
import { editor, languages, Range } from './monaco';

export const logLanguage = 'kernel-log';
languages.register({ id: logLanguage });

/** Text in the editor's model with the records its lines belong to; it grows at the top. */
export class LogDocument {
  readonly model = editor.createModel('', logLanguage);
  lines = LineMap.empty;

  constructor(content?: LogText) {
    this.model.setEOL(editor.EndOfLineSequence.LF);
    if (content) {
      this.model.setValue(content.text);
      this.lines = content.lines;
    }
  }

  get isEmpty(): boolean {
    return this.lines.lineCount === 0;
  }

  /** Returns how many lines came in above. */
  addOlder(older: LogText): number {
    const added = older.lines.lineCount;
    if (added === 0) return 0;
    const text = this.isEmpty ? older.text : older.text + '\n';
    this.model.applyEdits([{ range: new Range(1, 1, 1, 1), text }]);
    this.lines = this.lines.withOlder(older.lines);
    return added;
  }

  dispose(): void {
    this.model.dispose();
  }
}
