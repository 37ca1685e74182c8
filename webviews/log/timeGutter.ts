import { levelName } from './model/levels';
import type { LogStore } from './model/logStore';
import { timeText, timeWidth, type TimeMode, type TimeReference } from './model/timeText';
import type { LogDocument } from './logDocument';
import type { editor } from './monaco';

const levelWidth = 6;
/** Line numbers are written as HTML, where ordinary spaces run together. */
const space = '\u00a0';

/** Level and time stand where line numbers would: the text beside them stays exactly what dmesg prints. */
export function showTimeGutter(
  target: editor.ICodeEditor,
  store: LogStore,
  shown: () => LogDocument,
  mode: TimeMode,
  reference: TimeReference,
): void {
  const width = timeWidth(mode, store.timeUs(store.total - 1));
  const gutterText = (line: number): string => {
    const { lines } = shown();
    const record = lines.recordAt(line);
    if (record === undefined || lines.recordAt(line - 1) === record) return '';
    const previous = lines.recordBefore(line);
    const previousUs = previous === undefined ? NaN : store.timeUs(previous);
    const time = timeText(mode, store.timeUs(record), previousUs, reference);
    return (
      levelName(store.level(record)).padEnd(levelWidth, space) +
      time.padStart(width, space).replace(' ', space)
    );
  };
  target.updateOptions({ lineNumbers: gutterText, lineNumbersMinChars: levelWidth + width + 1 });
}
