import type { LogPanelStart } from '../../core/protocol/logPanel';
import type { LogView } from './logView';
import { levelName } from './model/levels';
import type { LogStore } from './model/logStore';
import { nextTimeMode, timeText, timeWidth, type TimeMode, type TimeReference } from './model/timeText';

/** `notice`, the longest, and a space. */
const levelWidth = 7;
/** Line numbers are written as HTML, where ordinary spaces run together. */
const space = '\u00a0';

/** Level and time stand where line numbers would: the text beside them stays exactly what dmesg prints. */
export class TimeGutter {
  constructor(
    private readonly view: LogView,
    private readonly store: LogStore,
    private readonly start: LogPanelStart,
    public mode: TimeMode,
  ) {}

  /** Times of the newest records must be loaded. */
  get reference(): TimeReference {
    const panicRecord = this.start.panicRecord ?? this.store.total - 1;
    return { panicUs: this.store.timeUs(panicRecord), bootTimeMs: this.start.bootTimeMs };
  }

  /** Draws the gutter in the present mode. */
  show(): void {
    const { reference } = this;
    const width = timeWidth(this.mode, this.store.timeUs(this.store.total - 1));
    this.view.editor.updateOptions({
      lineNumbers: (line) => this.text(line, width, reference),
      lineNumbersMinChars: levelWidth + width + 1,
    });
  }

  cycle(): void {
    this.mode = nextTimeMode(this.mode, this.reference);
    this.show();
  }

  private text(line: number, width: number, reference: TimeReference): string {
    const { lines } = this.view.shown;
    const record = lines.recordAt(line);
    if (record === undefined || lines.recordAt(line - 1) === record) return '';
    const previous = lines.recordBefore(line);
    const previousUs = previous === undefined ? NaN : this.store.timeUs(previous);
    const time = timeText(this.mode, this.store.timeUs(record), previousUs, reference);
    return (levelName(this.store.level(record)).padEnd(levelWidth) + time.padStart(width)).replaceAll(
      ' ',
      space,
    );
  }
}
