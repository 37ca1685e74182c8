import { errorData } from '../../core/base/errors';
import type { CrashStacks } from '../../core/protocol/crashStacks';
import type { Verdict } from '../../core/protocol/verdict';
import { button, element } from '../shared/element';
import { section } from './section';
import { skeletonBars, skeletonDelayMs } from './openingView';
import { strings } from './strings';
import { verdictSection, type VerdictActions } from './verdictSection';

/**
 * A place in the page that fills when the verdict is there, later than the facts. Its room is kept from the start, and
 * what does not fit in waits behind a button: nothing below it moves while somebody reads.
 */
export function verdictPart(
  asked: Promise<Verdict>,
  stacks: Promise<CrashStacks>,
  actions: Omit<VerdictActions, 'crashingPid'>,
): HTMLElement {
  const place = element('div', { class: 'verdict-room' }, section('verdict', strings.verdict));
  const waiting = window.setTimeout(() => {
    const words = element('p', { class: 'hidden', role: 'status' }, strings.analyzing);
    place.replaceChildren(section('verdict', strings.verdict, words, ...skeletonBars(6)));
  }, skeletonDelayMs);
  const shownPid = stacks.then(
    ({ crashing }) => crashing?.pid,
    () => undefined,
  );
  Promise.all([asked, shownPid]).then(
    ([verdict, crashingPid]) => {
      window.clearTimeout(waiting);
      const { section: filled, blocks } = verdictSection(verdict, { ...actions, crashingPid });
      place.replaceChildren(filled);
      keepBack(place, filled, blocks);
    },
    (error: unknown) => {
      window.clearTimeout(waiting);
      const { message, nextStep } = errorData(error);
      const words = element('p', {}, strings.noVerdict(`${message} ${nextStep}`));
      place.replaceChildren(section('verdict', strings.verdict, words));
    },
  );
  return place;
}

/** The sentence and the summary always show. */
const alwaysShown = 2;

/** Hides the last blocks until the rest, and the button that brings them back, fit into the room. */
function keepBack(place: HTMLElement, filled: HTMLElement, blocks: readonly HTMLElement[]): void {
  const room = Number.parseFloat(getComputedStyle(place).minHeight);
  const isTooTall = (): boolean => place.getBoundingClientRect().height > Math.ceil(room);
  if (!isTooTall()) return;
  const more = button(strings.wholeVerdict, () => {
    for (const block of blocks) block.hidden = false;
    more.remove();
    blocks[shown]?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  more.className = 'link';
  filled.append(more);
  let shown = blocks.length;
  while (shown > alwaysShown && isTooTall()) {
    shown -= 1;
    const block = blocks[shown];
    if (block) block.hidden = true;
  }
}
