import type { Problem } from '../../base/problem';
import type { Task } from '../../kernel/tasks/task';

/** A stack takes some tenths of a millisecond; 20,000 of them would keep a person waiting for seconds. */
const maxInterruptible = 4000;

/**
 * The tasks whose stacks are worth a look: what cpus executed, and what sleeps.
 * @param looksAtAll however many they are: for who asks for this and nothing else
 */
export function waitCandidates(
  tasks: readonly Task[],
  looksAtAll = false,
): {
  readonly candidates: readonly Task[];
  readonly problems: readonly Problem[];
} {
  const interruptible = tasks.filter((task) => !task.onCpu && task.state?.letter === 'S');
  // Locks that a signal can end the wait for are rare: they are the ones to leave out.
  const isTooMany = !looksAtAll && interruptible.length > maxInterruptible;
  const candidates = tasks.filter(
    ({ onCpu, state }) =>
      onCpu || state === undefined || state.letter === 'D' || (!isTooMany && state.letter === 'S'),
  );
  return { candidates, problems: isTooMany ? [interruptibleLeftOut(interruptible.length)] : [] };
}

function interruptibleLeftOut(count: number): Problem {
  return {
    code: 'interruptible-waits-left-out',
    message: `${count} tasks slept in a way that a signal ends: whether they wait for locks was not looked at; “vmcore waits” looks.`,
  };
}
