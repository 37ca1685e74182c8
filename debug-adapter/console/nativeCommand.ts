import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks, TaskStack } from '../../core/kernel/tasks/stacks';
import type { AddressMeanings } from '../../core/report/memory/addressMeanings';

/** What the native reader has to answer with. */
export interface NativeContext {
  readonly kernel: Kernel;
  readonly stacks: Stacks;
  readonly meanings: AddressMeanings;
  /** Of the task that commands without any mean; throws where nothing tells which crashed. */
  readonly current: () => TaskStack;
}

/** Pieces of text as crash prints them; undefined for arguments that it has no native answer to. */
export type NativeAnswer = Iterable<string> | undefined;

export type NativeCommand = (
  args: readonly string[],
  context: NativeContext,
) => NativeAnswer | Promise<NativeAnswer>;
