import type { Stacks } from '../../../core/kernel/tasks/stacks';
import type { Task } from '../../../core/kernel/tasks/task';
import type { NativeContext } from '../nativeCommand';

/** Tasks by pid or by the address of their task_struct, as crash takes them; undefined where a word is neither. */
export function tasksNamed(words: readonly string[], stacks: Stacks): readonly Task[] | undefined {
  const found: Task[] = [];
  for (const word of words) {
    const isPid = /^\d{1,9}$/.test(word);
    const digits = /^(?:0x)?([\da-f]{16})$/.exec(word)?.[1];
    if (!isPid && digits === undefined) return undefined;
    const address = digits === undefined ? undefined : BigInt(`0x${digits}`);
    found.push(
      ...stacks.tasks.tasks.filter((task) => (isPid ? task.pid === Number(word) : task.address === address)),
    );
  }
  return found.length === 0 ? undefined : found;
}

/** The same; without any word, the context. */
export function tasksOrCurrent(
  words: readonly string[],
  { stacks, current }: NativeContext,
): readonly Task[] | undefined {
  if (words.length > 0) return tasksNamed(words, stacks);
  const { address } = current();
  return stacks.tasks.tasks.filter((task) => task.address === address);
}
