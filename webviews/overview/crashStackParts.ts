import { errorData } from '../../core/base/errors';
import type { CrashStacks } from '../../core/protocol/crashStacks';
import { element } from '../shared/element';
import { cpusSection } from './cpusSection';
import { section } from './section';
import { stackSection } from './stackSection';
import { skeletonBars, skeletonDelayMs } from './openingView';
import { strings } from './strings';

/** Places in the page that fill when the stacks are read, later than the rest of it. */
export interface CrashStackParts {
  readonly stack: HTMLElement;
  readonly cpus: HTMLElement;
}

/** The room of a stack is kept from the start, so that nothing below it jumps; only an error gives it up. */
export function crashStackParts(asked: Promise<CrashStacks>): CrashStackParts {
  const stack = element('div', { class: 'stack-room' }, section('stack', strings.stack));
  const cpus = element('div');
  const waiting = window.setTimeout(() => {
    const words = element('p', { class: 'hidden', role: 'status' }, strings.unwinding);
    stack.replaceChildren(section('stack', strings.stack, words, ...skeletonBars(8)));
  }, skeletonDelayMs);
  asked.then(
    (stacks) => {
      window.clearTimeout(waiting);
      stack.classList.toggle('stack-room', stacks.crashing !== undefined);
      stack.replaceChildren(stackSection(stacks));
      const onCpus = cpusSection(stacks);
      if (onCpus) cpus.replaceChildren(onCpus);
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
