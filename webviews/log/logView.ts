import type { LogDocument } from './logDocument';
import type { LogText } from './model/logText';
import { editor } from './monaco';

/** A record and how far below the top edge its first line stands. */
interface Anchor {
  readonly record: number;
  readonly offsetPx: number;
}

/** The editor with the document it shows. Whatever changes, the reader's place stays where it is on the screen. */
export class LogView {
  private document: LogDocument;
  /** Where the reader was before a filter hid that record, and the record shown in its stead. */
  private kept: { readonly anchor: Anchor; readonly shownAs: number | undefined } | undefined;

  constructor(
    readonly editor: editor.IStandaloneCodeEditor,
    document: LogDocument,
  ) {
    this.document = document;
    editor.setModel(document.model);
  }

  get shown(): LogDocument {
    return this.document;
  }

  /** The record the reader is at: the cursor's while it is in sight, else the topmost one in sight. */
  get currentRecord(): number | undefined {
    const cursor = this.editor.getPosition()?.lineNumber ?? 1;
    const ranges = this.editor.getVisibleRanges();
    const inSight = ranges.some(
      ({ startLineNumber, endLineNumber }) => startLineNumber <= cursor && cursor <= endLineNumber,
    );
    return this.document.lines.recordAt(inSight ? cursor : (ranges[0]?.startLineNumber ?? cursor));
  }

  show(document: LogDocument): void {
    const anchor = this.anchor();
    this.document = document;
    this.editor.setModel(document.model);
    if (anchor) this.restore(anchor);
  }

  get wordWrap(): boolean {
    return this.editor.getOption(editor.EditorOption.wordWrap) === 'on';
  }

  /** Long lines go on below, or beyond the right edge. */
  set wordWrap(wraps: boolean) {
    const anchor = this.anchor();
    this.editor.updateOptions({ wordWrap: wraps ? 'on' : 'off' });
    if (anchor) this.restore(anchor);
  }

  /** Puts older lines above a document; when it is the one shown, nothing on the screen moves. */
  addOlder(document: LogDocument, older: LogText): void {
    if (document !== this.document || document.isEmpty) {
      document.addOlder(older);
      return;
    }
    const line = this.editor.getVisibleRanges()[0]?.startLineNumber ?? 1;
    const offset = this.editor.getScrollTop() - this.editor.getTopForLineNumber(line);
    const added = document.addOlder(older);
    this.editor.setScrollTop(
      this.editor.getTopForLineNumber(line + added) + offset,
      editor.ScrollType.Immediate,
    );
  }

  /** Moves the cursor to a record, or to the next one that the filter lets through, and into sight. */
  reveal(record: number): void {
    const lineNumber = this.document.lines.lineAt(record);
    this.editor.setPosition({ lineNumber, column: 1 });
    this.editor.revealLineInCenterIfOutsideViewport(lineNumber, editor.ScrollType.Immediate);
  }

  scrollToEnd(): void {
    this.reveal(Number.MAX_SAFE_INTEGER);
  }

  private anchor(): Anchor | undefined {
    const record = this.currentRecord;
    if (this.kept && (record === undefined || record === this.kept.shownAs)) return this.kept.anchor;
    if (record === undefined) return undefined;
    const top = this.editor.getTopForLineNumber(this.document.lines.lineAt(record));
    return { record, offsetPx: top - this.editor.getScrollTop() };
  }

  private restore(anchor: Anchor): void {
    const { record, offsetPx } = anchor;
    const lineNumber = this.document.lines.lineAt(record);
    this.kept = { anchor, shownAs: this.document.lines.recordAt(lineNumber) };
    this.editor.setPosition({ lineNumber, column: 1 });
    this.editor.setScrollTop(
      this.editor.getTopForLineNumber(lineNumber) - offsetPx,
      editor.ScrollType.Immediate,
    );
  }
}
