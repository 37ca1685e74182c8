import { count, hexAddress, optional } from './check';
import type { TaskRow } from './taskTable';

/** The task that is meant when nobody names one, crash's `set`, and the frame of its stack. */
export interface TaskContext extends Pick<TaskRow, 'task' | 'pid' | 'comm'> {
  /** Whose registers are meant, by crash's number of it; the innermost one's when left out. */
  readonly frame?: number | undefined;
}

/** The context as one panel has it. */
export interface PanelContext {
  /** Null as long as nobody knows which task crashed. */
  readonly task: TaskContext | null;
  /** Whether a person set it; else it is the task that crashed. */
  readonly isChosen: boolean;
  /** Whether the panel goes along when another one is set. */
  readonly follows: boolean;
}

/** Whose registers, per-cpu variables and user memory a request means: those of the crash, and nobody's memory, when left out. */
export interface ContextParams {
  /** Address of its task_struct. */
  readonly task?: string | undefined;
  readonly frame?: number | undefined;
}

export const contextParams = { task: optional(hexAddress), frame: optional(count()) };
