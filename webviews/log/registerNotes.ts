import { errorData } from '../../core/base/errors';
import type { LogView } from './logView';
import { findRegisters, type PrintedRegister } from './model/registerValues';
import { Range, type editor } from './monaco';

/** What each of the addresses, 16 digits, is; null where nothing is known of it. */
type Describe = (addresses: readonly string[]) => Promise<readonly (string | null)[]>;

/** What the registers of an oops point to, behind its lines: asked for those in sight, and each value once. */
export class RegisterNotes {
  private readonly notes: editor.IEditorDecorationsCollection;
  private readonly meanings = new Map<string, string | null>();
  private asking = false;

  constructor(
    private readonly view: LogView,
    private readonly describe: Describe,
    private readonly failed: (message: string) => void,
  ) {
    this.notes = view.editor.createDecorationsCollection();
    view.editor.onDidScrollChange(() => {
      this.update();
    });
    view.editor.onDidChangeModel(() => {
      this.update();
    });
  }

  update(): void {
    const lines = [...this.linesInSight()];
    const unknown = new Set(
      lines.flatMap(({ registers }) =>
        registers.map(({ value }) => value).filter((value) => !this.meanings.has(value)),
      ),
    );
    this.notes.set(lines.flatMap(({ line, registers }) => this.noteOf(line, registers)));
    if (unknown.size > 0 && !this.asking) void this.ask([...unknown]);
  }

  private async ask(values: readonly string[]): Promise<void> {
    this.asking = true;
    try {
      const meanings = await this.describe(values);
      values.forEach((value, index) => this.meanings.set(value, meanings[index] ?? null));
    } catch (error) {
      // Asking again at every scroll step would fail again.
      for (const value of values) this.meanings.set(value, null);
      this.failed(errorData(error).message);
    } finally {
      this.asking = false;
    }
    this.update();
  }

  private *linesInSight(): Iterable<{
    readonly line: number;
    readonly registers: readonly PrintedRegister[];
  }> {
    const { model, isEmpty } = this.view.shown;
    if (isEmpty) return;
    for (const { startLineNumber, endLineNumber } of this.view.editor.getVisibleRanges()) {
      for (let line = startLineNumber; line <= Math.min(endLineNumber, model.getLineCount()); line++) {
        const registers = findRegisters(model.getLineContent(line));
        if (registers.length > 0) yield { line, registers };
      }
    }
  }

  private noteOf(line: number, registers: readonly PrintedRegister[]): editor.IModelDeltaDecoration[] {
    const known = registers.flatMap(({ name, value }) => {
      const meaning = this.meanings.get(value);
      return meaning === null || meaning === undefined ? [] : [`${name} ${meaning}`];
    });
    if (known.length === 0) return [];
    const end = this.view.shown.model.getLineMaxColumn(line);
    const after = { content: `   ← ${known.join(', ')}`, inlineClassName: 'log-note' };
    return [{ range: new Range(line, end, line, end), options: { after, showIfCollapsed: true } }];
  }
}
