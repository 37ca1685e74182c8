import { errorData } from '../../core/base/errors';
import type { CrashSource } from '../../core/protocol/crashSource';
import type { CrashStacks } from '../../core/protocol/crashStacks';
import { element } from '../shared/element';
import { cpusSection, type ShowStack } from './cpusSection';
import { section } from './section';
import { sourcedStackSection, stackSection, type OpenSource } from './stackSection';
import { skeletonBars, skeletonDelayMs } from './openingView';
import { strings } from './strings';

/** Places in the page that fill when the stacks are read, later than the rest of it. */
export interface CrashStackParts {
  readonly stack: HTMLElement;
  readonly cpus: HTMLElement;
}

/** What the parts are filled from. */
export interface CrashStackSource {
  readonly stacks: Promise<CrashStacks>;
  /** Asked once the stack shows: debuginfo takes longer. */
  readonly source: () => Promise<CrashSource | null>;
  readonly openSource: OpenSource;
  readonly showStack: ShowStack;
}

/** The room of a stack is kept from the start, so that nothing below it jumps; only an error gives it up. */
export function crashStackParts(asked: CrashStackSource): CrashStackParts {
  const stack = element('div', { class: 'stack-room' }, section('stack', strings.stack));
  const cpus = element('div');
  const waiting = window.setTimeout(() => {
    const words = element('p', { class: 'hidden', role: 'status' }, strings.unwinding);
    stack.replaceChildren(section('stack', strings.stack, words, ...skeletonBars(8)));
  }, skeletonDelayMs);
  asked.stacks.then(
    (stacks) => {
      window.clearTimeout(waiting);
      stack.classList.toggle('stack-room', stacks.crashing !== undefined);
      stack.replaceChildren(stackSection(stacks, asked.showStack));
      const onCpus = cpusSection(stacks, asked.showStack);
      if (onCpus) cpus.replaceChildren(onCpus);
      if (stacks.crashing) addSource(stack, asked);
    },
    (error: unknown) => {
      window.clearTimeout(waiting);
      const { message, nextStep } = errorData(error);
      stack.classList.remove('stack-room');
      stack.replaceChildren(
        section('stack', strings.stack, element('p', {}, strings.noStack(`${message} ${nextStep}`))),
      );
    },
  );
  return { stack, cpus };
}

/** The stack stays as it is where there is no debuginfo, or it cannot be read: nothing of it depends on that. */
function addSource(stack: HTMLElement, { source, openSource, showStack }: CrashStackSource): void {
  source().then(
    (found) => {
      if (!found) return;
      const hadFocus = stack.contains(document.activeElement);
      stack.replaceChildren(sourcedStackSection(found, openSource, showStack));
      if (hadFocus) stack.querySelector<HTMLElement>('li[tabindex="0"]')?.focus({ preventScroll: true });
    },
    (error: unknown) => {
      const { message } = errorData(error);
      stack.append(element('p', { class: 'of' }, strings.noSource(message)));
    },
  );
}
