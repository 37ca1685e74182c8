import type { LockCycleData, LockWaitData, TaskName } from '../../core/protocol/lockWaits';
import { holderText, lockText, taskText } from '../../core/protocol/text/lockWaitText';
import { kernelFrameText } from '../../core/protocol/text/frameText';
import { type Follow, placeLink } from '../panel/placeLink';
import { button, element } from '../shared/element';
import type { LockQueue } from './model/lockChains';
import { strings } from './strings';

export interface LockActions {
  readonly follow: Follow;
  /** Makes the task the current one of the list. */
  select(task: string): void;
}

/** A circle: who waits, for what, held by the next. */
export function cycleBlock({ certain, waits }: LockCycleData, actions: LockActions): HTMLElement {
  return element(
    'div',
    { class: 'cycle' },
    element('h3', { class: certain ? 'bad' : '' }, `⟳ ${strings.cycle(waits.length, certain)}`),
    element(
      'ol',
      {},
      ...waits.map((wait) =>
        element(
          'li',
          {},
          waiterButton(wait, actions),
          ` ${strings.waitsFor} `,
          lockLink(wait, actions),
          ', ',
          ...holderOf(wait, actions),
          ...placeOf(wait, actions),
        ),
      ),
    ),
  );
}

/** A lock, who holds it, and below it everybody who waits. */
export function queueBlock({ lock, waits }: LockQueue, actions: LockActions): HTMLElement {
  return element(
    'div',
    { class: 'queue' },
    element('h3', {}, lockLink(lock, actions)),
    element('p', {}, ...holderOf(lock, actions)),
    element(
      'ul',
      {},
      ...waits.map((wait) => element('li', {}, waiterButton(wait, actions), ...placeOf(wait, actions))),
    ),
  );
}

/** Who waits, to be found by the task. */
function waiterButton(task: TaskName, actions: LockActions): HTMLElement {
  const made = taskButton(task, actions);
  made.dataset['task'] = task.task;
  return made;
}

function taskButton(task: TaskName, actions: LockActions): HTMLElement {
  const made = button(taskText(task), () => {
    actions.select(task.task);
  });
  made.className = 'task';
  return made;
}

/** Who holds the lock, where it says so; the task's name leads to it. */
function holderOf(wait: LockWaitData, actions: LockActions): readonly (Node | string)[] {
  const text = holderText(wait);
  if (!wait.holder) return [text];
  const [before = '', after = ''] = text.split(taskText(wait.holder));
  return [before, taskButton(wait.holder, actions), after];
}

function lockLink(wait: LockWaitData, { follow }: LockActions): HTMLElement {
  const text = lockText(wait);
  return wait.lock === undefined
    ? element('span', {}, text)
    : placeLink(text, { view: 'memory', address: wait.lock }, follow);
}

function placeOf({ frame }: LockWaitData, { follow }: LockActions): readonly (Node | string)[] {
  if (!frame) return [];
  return [', in ', placeLink(kernelFrameText(frame), { view: 'disassembly', address: frame.pc }, follow)];
}
