import { lineStyle } from './model/lineStyle';
import type { LogStore } from './model/logStore';
import type { LogDocument } from './logDocument';
import { Range, type editor } from './monaco';

/** Lines painted beyond both ends of what is visible, so that most scroll steps paint nothing. */
const margin = 120;

/**
 * Colours the lines in sight, and no others: a tokenizer would walk 500,000 lines and keep an array for each, while
 * this costs the same for any log.
 */
export class LinePainter {
  private readonly decorations: editor.IEditorDecorationsCollection;
  private painted = { first: 0, last: -1 };

  constructor(
    private readonly target: editor.ICodeEditor,
    private readonly store: LogStore,
    private readonly shown: () => LogDocument,
    private readonly panicRecord: number | undefined,
  ) {
    this.decorations = target.createDecorationsCollection();
    target.onDidScrollChange(() => {
      this.paintIfNeeded();
    });
    target.onDidLayoutChange(() => {
      this.paintIfNeeded();
    });
  }

  /** For when lines changed under the painted ones. */
  repaint(): void {
    const document = this.shown();
    const ranges = this.target.getVisibleRanges();
    const first = Math.max(1, (ranges[0]?.startLineNumber ?? 1) - margin);
    const last = Math.min(document.lines.lineCount, (ranges.at(-1)?.endLineNumber ?? 1) + margin);
    const decorations: editor.IModelDeltaDecoration[] = [];
    for (let line = first; line <= last; line++) this.decorate(document, line, decorations);
    this.decorations.set(decorations);
    this.painted = { first, last };
  }

  private paintIfNeeded(): void {
    const ranges = this.target.getVisibleRanges();
    const first = ranges[0]?.startLineNumber ?? 1;
    const last = Math.min(ranges.at(-1)?.endLineNumber ?? 1, this.shown().lines.lineCount);
    if (first < this.painted.first || last > this.painted.last) this.repaint();
  }

  private decorate(document: LogDocument, line: number, into: editor.IModelDeltaDecoration[]): void {
    const record = document.lines.recordAt(line);
    if (record === undefined || line > document.model.getLineCount()) return;
    const level = this.store.level(record);
    into.push({
      range: new Range(line, 1, line, document.model.getLineMaxColumn(line)),
      options: { inlineClassName: `log-level-${level}`, lineNumberClassName: `log-gutter-${level}` },
    });
    if (record === this.panicRecord) {
      into.push({
        range: new Range(line, 1, line, 1),
        options: { isWholeLine: true, className: 'log-panic' },
      });
    }
    for (const { start, end, role } of lineStyle(document.model.getLineContent(line))) {
      into.push({
        range: new Range(line, start + 1, line, end + 1),
        options: { inlineClassName: `log-${role}` },
      });
    }
  }
}
