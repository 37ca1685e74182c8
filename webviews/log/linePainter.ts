import type { LogDocument } from './logDocument';
import type { LogView } from './logView';
import { lineStyle } from './model/lineStyle';
import type { LogStore } from './model/logStore';
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
    private readonly view: LogView,
    private readonly store: LogStore,
    private readonly panicRecord: number | undefined,
  ) {
    this.decorations = view.editor.createDecorationsCollection();
    const paintIfNeeded = (): void => {
      const { first, last } = this.inSight();
      if (first < this.painted.first || last > this.painted.last) this.repaint();
    };
    view.editor.onDidScrollChange(paintIfNeeded);
    view.editor.onDidLayoutChange(paintIfNeeded);
  }

  /** For when lines changed under the painted ones. */
  repaint(): void {
    const document = this.view.shown;
    const inSight = this.inSight();
    const first = Math.max(1, inSight.first - margin);
    const last = Math.min(document.lines.lineCount, inSight.last + margin);
    const decorations: editor.IModelDeltaDecoration[] = [];
    for (let line = first; line <= last; line++) decorations.push(...this.decorate(document, line));
    this.decorations.set(decorations);
    this.painted = { first, last };
  }

  private inSight(): { readonly first: number; readonly last: number } {
    const ranges = this.view.editor.getVisibleRanges();
    return {
      first: ranges[0]?.startLineNumber ?? 1,
      last: Math.min(ranges.at(-1)?.endLineNumber ?? 1, this.view.shown.lines.lineCount),
    };
  }

  private decorate({ model, lines }: LogDocument, line: number): editor.IModelDeltaDecoration[] {
    const record = lines.recordAt(line);
    if (record === undefined) return [];
    const level = this.store.level(record);
    const text = model.getLineContent(line);
    const styled = lineStyle(text).map(({ start, end, role }) => ({
      range: new Range(line, start + 1, line, end + 1),
      options: { inlineClassName: `log-${role}` },
    }));
    const whole = {
      range: new Range(line, 1, line, text.length + 1),
      options: {
        inlineClassName: `log-level-${level}`,
        lineNumberClassName: `log-gutter-${level}`,
        ...(record === this.panicRecord && { isWholeLine: true, className: 'log-panic' }),
      },
    };
    return [whole, ...styled];
  }
}
