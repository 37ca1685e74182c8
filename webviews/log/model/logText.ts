import { dmesgLines } from '../../../core/protocol/text/dmesgText';
import { LineMap } from './lineMap';
import type { LogStore } from './logStore';
import { showUnseen } from './unseenText';

/** What the editor shows for some records: their text, and which record each of its lines belongs to. */
export interface LogText {
  /** Lines joined by line feeds, without one at the end. */
  readonly text: string;
  readonly lines: LineMap;
}

/** `records` ascend. */
export function logText(store: LogStore, records: Uint32Array): LogText {
  const lines: string[] = [];
  const owners: number[] = [];
  for (const record of records) {
    for (const line of dmesgLines(store.timeUs(record), showUnseen(store.text(record)))) {
      lines.push(line);
      owners.push(record);
    }
  }
  return { text: lines.join('\n'), lines: new LineMap(Uint32Array.from(owners)) };
}

/** The lines of one record exactly as the kernel stored them, for copying. */
export function exactLines(store: LogStore, record: number): string[] {
  return dmesgLines(store.timeUs(record), store.text(record));
}
