import type { BacktraceData, FrameData } from '../../core/protocol/backtraceData';
import type { CrashSource } from '../../core/protocol/crashSource';
import type { CrashStacks } from '../../core/protocol/crashStacks';
import { kernelFrameText, placeText } from '../../core/protocol/text/frameText';
import { button, element, type Child } from '../shared/element';
import { roveFocus } from '../shared/rovingFocus';
import type { ShowStack } from './cpusSection';
import { section } from './section';
import { strings } from './strings';

/** As many rows as overview.css keeps room for (.stack-room); a longer stack shows the rest when asked. */
const roomRows = 12;

/** The stack of the task that crashed, or why there is none: that is the first of the problems then. */
export function stackSection({ crashing, problems }: CrashStacks, show: ShowStack): HTMLElement {
  if (!crashing) {
    const why = strings.noStack(problems[0]?.message ?? '');
    return section('stack', strings.stack, element('p', {}, why));
  }
  return stackOf(crashing, () => undefined, show);
}

/** Moves to a frame, innermost 0, of the stack on the page; one that is kept back comes out. */
export function showFrame(index: number): void {
  const find = (): HTMLElement | null =>
    document.querySelector<HTMLElement>(`#stack [data-frame="${String(index)}"]`);
  if (!find()) document.querySelector<HTMLElement>('#stack .stack + button.link')?.click();
  find()?.focus();
}

/** Shows the source of the frame with that index. */
export type OpenSource = (frame: number) => void;

/** The same with source lines and inlined functions; a place is a link where its file is there. */
export function sourcedStackSection(
  { stack, openable }: CrashSource,
  openSource: OpenSource,
  show: ShowStack,
): HTMLElement {
  const openerOf: FindOpener = (index) =>
    openable.includes(index)
      ? () => {
          openSource(index);
        }
      : undefined;
  return stackOf(stack, openerOf, show);
}

/** What opens the source of a frame; undefined where it is not there. */
type FindOpener = (index: number) => (() => void) | undefined;

function stackOf(stack: BacktraceData, openerOf: FindOpener, show: ShowStack): HTMLElement {
  const of = element('span', { class: 'of' }, ownerOf(stack, show));
  return section('stack', element('span', {}, strings.stack, ' ', of), stackRows(stack, openerOf));
}

/** Whose stack it is, leading to it among all where the dump tells the task. */
function ownerOf(stack: BacktraceData, show: ShowStack): Child {
  const { task } = stack;
  const text = strings.stackOf(stack);
  if (task === undefined) return text;
  const link = element('button', { type: 'button', class: 'link', title: strings.showStack }, text);
  link.addEventListener('click', ({ ctrlKey, metaKey }) => {
    show(task, ctrlKey || metaKey);
  });
  return link;
}

function stackRows({ frames, end }: BacktraceData, openerOf: FindOpener): HTMLElement {
  const items = [...frameRows(frames, openerOf), ...endRow(end)];
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

/**
 * An exception or interrupt stands in a row of its own, between its handlers and what it interrupted. Inlined functions
 * have no numbers, so that the others keep those of crash.
 */
function frameRows(frames: readonly FrameData[], openerOf: FindOpener): HTMLElement[] {
  let number = 0;
  return frames.flatMap((frame, index) => {
    const row = frameRow(frame, frame.inlined ? undefined : number++, openerOf(index));
    const entersInterrupted = frame.kind === 'interrupted' && frames[index - 1]?.pc !== frame.pc;
    return entersInterrupted ? [boundaryRow(strings.interrupted), row] : [row];
  });
}

function frameRow(frame: FrameData, number: number | undefined, open: (() => void) | undefined): HTMLElement {
  const words = element('span', {}, kernelFrameText(frame));
  if (frame.inlined) words.append(' ', element('span', { class: 'note' }, strings.inlined));
  const place = placeText(frame);
  if (place !== undefined) words.append(' ', placeElement(place, open));
  const row = element(
    'li',
    {
      title: [strings.frameAddress(frame.pc), ...(place === undefined ? [] : [place])].join('\n'),
      ...(number !== undefined && { 'data-frame': String(number) }),
    },
    element('span', { class: 'number' }, number === undefined ? '' : `#${number}`),
    ' ',
    words,
  );
  if (open) {
    row.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') open();
    });
  }
  return row;
}

/** The file's name alone; the row's title has its path. */
function placeElement(place: string, open: (() => void) | undefined): HTMLElement {
  const name = place.slice(place.lastIndexOf('/') + 1);
  if (!open) return element('span', { class: 'note' }, name);
  const link = button(name, open);
  link.className = 'link code';
  // The row is the Tab stop, and Enter on it does the same.
  link.tabIndex = -1;
  return link;
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
