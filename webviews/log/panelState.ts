import { noFilter, type LogFilter } from './model/filterQuery';
import { lowestLevel } from './model/levels';
import { timeModes, type TimeMode } from './model/timeText';

/** What survives a reload of the window. */
export interface PanelState {
  readonly filter: LogFilter;
  readonly timeMode: TimeMode;
  readonly wordWrap: boolean;
  /** Where the reader was; undefined at first. */
  readonly record?: number | undefined;
}

export const firstState: PanelState = { filter: noFilter, timeMode: 'delta', wordWrap: false };

/** Total: what an older version of this panel saved may be of any shape. */
export function parsePanelState(saved: unknown): PanelState {
  if (!isObject(saved)) return firstState;
  const filter = isObject(saved['filter']) ? saved['filter'] : {};
  const { maxLevel, text, matchCase } = filter;
  const record = saved['record'];
  return {
    filter: {
      maxLevel: isIndex(maxLevel) && maxLevel <= lowestLevel ? maxLevel : noFilter.maxLevel,
      text: typeof text === 'string' ? text : noFilter.text,
      matchCase: matchCase === true,
    },
    timeMode: timeModes.find((mode) => mode === saved['timeMode']) ?? firstState.timeMode,
    wordWrap: saved['wordWrap'] === true,
    record: isIndex(record) ? record : undefined,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
