import { dmesgLines } from '../../core/protocol/dmesgText';
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
    list.append(logRow(record, index === panicRow));
  });
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
    log.tailStart > 0 ? earlierButton(log.tailStart, showLog) : undefined,
    list,
    element('p', { id: 'log-hint', class: 'hidden' }, strings.logHint),
  );
}

function earlierButton(count: number, showLog: (logIndex?: number) => void): HTMLElement {
  const link = button(strings.earlier(count), () => {
    showLog(count - 1);
  });
  link.className = 'link';
  return link;
}

function logRow({ level, timeUs, text }: LogRecord, isPanic: boolean): HTMLLIElement {
  const levelName = strings.levels[level] ?? String(level);
  const mark = isPanic ? strings.panicLine : level < noticeLevel ? levelName : '';
  return element(
    'li',
    { class: `level-${levelName}${isPanic ? ' panic' : ''}`, title: strings.logHint },
    element('span', { class: 'mark' }, mark),
    element('span', { class: 'text' }, dmesgLines(timeUs, text).join('\n')),
  );
}
