import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks, TaskStack } from '../../core/kernel/stacks';

/** What the native reader has to answer with. */
export interface NativeContext {
  readonly kernel: Kernel;
  readonly stacks: Stacks;
  /** Of the task that commands without any mean; throws where nothing tells which crashed. */
  readonly current: () => TaskStack;
}

/** Pieces of text as crash prints them; undefined for arguments that it has no native answer to. */
export type NativeCommand = (args: readonly string[], context: NativeContext) => Iterable<string> | undefined;
