import { dmesgLines } from '../../core/protocol/text/dmesgText';
import type { LogRecord, Overview } from '../../core/protocol/overview';
import { button, element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import { section } from './section';
import { strings } from './strings';

/** Levels from here on are routine and carry no mark. */
const noticeLevel = 5;

/** The last messages of the kernel; `showLog` opens the whole log, at one record or at its end. */
export function logTailSection({ log, panic }: Overview, showLog: (logIndex?: number) => void): HTMLElement {
  if (log.count === 0) return section('log', strings.log, element('p', {}, strings.noLog));
  const list = element('ol', { class: 'log code', 'aria-describedby': 'log-hint' });
  const panicRow = panic ? panic.logIndex - log.tailStart : -1;
  log.tail.forEach((record, index) => {
    const continuesRun = record.level === log.tail[index - 1]?.level && index - 1 !== panicRow;
    list.append(logRow(record, index === panicRow, continuesRun));
  });
  const later = log.count - log.tailStart - log.tail.length;
  const start = log.tail[panicRow] ? panicRow : log.tail.length - 1;
  roveFocus(
    list,
    (index) => {
      showLog(log.tailStart + index);
    },
    start,
  );
  return section(
    'log',
    strings.log,
    log.tailStart > 0 ? linkTo(strings.earlier(log.tailStart), log.tailStart - 1, showLog) : undefined,
    list,
    later > 0 ? linkTo(strings.later(later), log.count - later, showLog) : undefined,
    element('p', { id: 'log-hint', class: 'hidden' }, strings.logHint),
  );
}

/** A way to the messages that are not shown here. */
function linkTo(label: string, logIndex: number, showLog: (logIndex?: number) => void): HTMLElement {
  const link = button(label, () => {
    showLog(logIndex);
  });
  link.className = 'link';
  return link;
}

/** The level's name stands where a run of that level begins; a bar beside the text marks the rest of the run. */
function logRow({ level, timeUs, text }: LogRecord, isPanic: boolean, continuesRun: boolean): HTMLLIElement {
  const levelName = strings.levels[level] ?? String(level);
  const isRoutine = level >= noticeLevel;
  const mark = isPanic ? strings.panicLine : isRoutine || continuesRun ? '' : levelName;
  return element(
    'li',
    { class: isPanic ? 'panic' : isRoutine ? 'routine' : `level-${levelName}`, title: strings.logHint },
    element('span', { class: 'mark' }, mark),
    element(
      'span',
      { class: 'text' },
      ...dmesgLines(timeUs, text).map((line) => element('span', { class: 'line' }, line)),
    ),
  );
}
