import type { BacktraceData, FrameData } from '../../core/protocol/backtraceData';
import type { CrashStacks } from '../../core/protocol/crashStacks';
import { kernelFrameText } from '../../core/protocol/frameText';
import { button, element } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import { section } from './section';
import { strings } from './strings';

/** As many rows as overview.css keeps room for (.stack-room); a longer stack shows the rest when asked. */
const roomRows = 12;

/** The stack of the task that crashed, or why there is none: that is the first of the problems then. */
export function stackSection({ crashing, problems }: CrashStacks): HTMLElement {
  if (!crashing) {
    const why = strings.noStack(problems[0]?.message ?? '');
    return section('stack', strings.stack, element('p', {}, why));
  }
  const of = element('span', { class: 'of' }, strings.stackOf(crashing));
  return section('stack', element('span', {}, strings.stack, ' ', of), stackRows(crashing));
}

/** Moves to a frame, innermost 0, of the stack on the page; one that is kept back comes out. */
export function showFrame(index: number): void {
  const find = (): HTMLElement | null =>
    document.querySelector<HTMLElement>(`#stack [data-frame="${String(index)}"]`);
  if (!find()) document.querySelector<HTMLElement>('#stack button.link')?.click();
  find()?.focus();
}

function stackRows({ frames, end }: BacktraceData): HTMLElement {
  const items = [...frames.flatMap(frameRows), ...endRow(end)];
  if (items.length <= roomRows) return stackList(items);
  const hidden = items.splice(roomRows - 1);
  const start = element('div', {}, stackList(items));
  const more = button(strings.moreRows(hidden.length), () => {
    start.replaceWith(stackList([...items, ...hidden]));
    hidden[0]?.focus();
  });
  more.className = 'link code';
  start.append(more);
  return start;
}

function stackList(items: readonly HTMLElement[]): HTMLElement {
  const list = element('ol', { class: 'stack code' }, ...items);
  roveFocus(list);
  return list;
}

/** An exception or interrupt stands in a row of its own, between its handlers and what it interrupted. */
function frameRows(frame: FrameData, number: number): HTMLElement[] {
  const row = element(
    'li',
    { title: strings.frameAddress(frame.pc), 'data-frame': String(number) },
    element('span', { class: 'number' }, `#${number}`),
    ' ',
    element('span', {}, kernelFrameText(frame)),
  );
  return frame.kind === 'interrupted' ? [boundaryRow(strings.interrupted), row] : [row];
}

/** A stack that is whole and never left the kernel needs no word about its end. */
function endRow({ kind, message }: BacktraceData['end']): HTMLElement[] {
  if (kind === 'bottom') return [];
  if (kind === 'user-mode') return [boundaryRow(strings.userMode)];
  return [element('li', { class: 'cut' }, element('span', { class: 'words' }, message))];
}

function boundaryRow(words: string): HTMLElement {
  return element('li', { class: 'boundary' }, element('span', { class: 'words' }, words));
}
