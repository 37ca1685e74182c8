import type { Problem } from '../../base/problem';
import type { BacktraceData, FrameData } from '../backtraceData';
import { count, hexAddress, list, optional, record, text, type Checks } from '../check';
import type { LockWaitData } from '../lockWaits';
import type { TaskData } from '../taskData';
import type { WordMeaning } from './memoryRequests';

/** The most tasks, and the most different stacks, that one answer carries. */
export const maxSurveyedTasks = 1000;
export const maxSurveyedStacks = 1000;

/** Whose stack: that of the crash when left out. Frames have crash's numbers: inlined functions have none. */
export interface StackOwner {
  readonly task?: string | undefined;
}

/** A frame, or a function that was compiled into it. */
export interface CodeFrame extends StackOwner {
  /** crash's number. */
  readonly frame: number;
  /** Of the functions inlined there, counted from the frame's own, which is 0 or left out, inwards. */
  readonly inlined?: number | undefined;
}

export const codeFrame = { task: optional(hexAddress), frame: count(), inlined: optional(count()) };

/** What the dump host answers to the backtraces panel. */
export interface BacktracesRequests {
  /**
   * Tasks [start, start + count) of all, the crashing one first, then those on cpus, the uninterruptible, the rest by pid;
   * and of the stacks found so far those behind the first `knownStacks`. Long work: reports tasks done, can be cancelled,
   * and is not done again when asked again.
   */
  surveyStacks: {
    params: { readonly start: number; readonly count: number; readonly knownStacks: number };
    result: StackSurveyPart;
  };
  /** Where in the survey a task is; null where the dump has none at that address. */
  findSurveyed: { params: { readonly task: string }; result: { readonly index: number | null } };
  /** One task's whole stack, with its addresses and registers. */
  taskStack: { params: StackOwner; result: BacktraceData };
  /** The same with source lines and inlined functions, by debuginfo in the usual places and in these folders. */
  taskStackSource: {
    params: StackOwner & { readonly debuginfoPaths: readonly string[] };
    result: BacktraceData;
  };
  /**
   * Arguments and locals of a frame, by crash's number of it, or of a function inlined there, as gdb tells them. The first answer takes until gdb has read
   * the debug information; it can be cancelled.
   */
  frameVariables: {
    params: CodeFrame & { readonly debuginfoPaths: readonly string[] };
    result: { readonly variables: readonly FrameVariable[] };
  };
  /** The raw words of a frame, by crash's number of it; null where it has none: the last frame of a stack. */
  frameWords: { params: StackOwner & { readonly frame: number }; result: FrameWords | null };
}

export const backtracesRequestChecks: Checks<BacktracesRequests> = {
  surveyStacks: record({
    start: count(),
    count: count(maxSurveyedTasks),
    knownStacks: count(),
  }),
  findSurveyed: record({ task: hexAddress }),
  taskStack: record({ task: optional(hexAddress) }),
  taskStackSource: record({ task: optional(hexAddress), debuginfoPaths: list(text) }),
  frameVariables: record({ ...codeFrame, debuginfoPaths: list(text) }),
  frameWords: record({ task: optional(hexAddress), frame: count() }),
};

export interface FrameVariable {
  readonly name: string;
  /** As gdb prints it. */
  readonly value: string;
  /** As C declares it. */
  readonly type?: string;
  readonly isArgument: boolean;
  /** Address, where it is a pointer that is not NULL. */
  readonly pointsTo?: string;
}

/** Words of 8 bytes. */
export interface FrameWords {
  /** Of the first word. */
  readonly start: string;
  /** Hex; null for those that the dump lacks. */
  readonly words: readonly (string | null)[];
  /** Of the words that point to something known; offsets count bytes from `start`. */
  readonly meanings: readonly WordMeaning[];
  /** Why the dump lacks the first of the missing ones. */
  readonly missing?: string;
}

export interface StackSurveyPart {
  /** Tasks of the whole survey; absent as long as nobody counted them: then they are fewer than were asked for. */
  readonly total?: number;
  readonly tasks: readonly SurveyedTask[];
  /** Different stacks found so far; `stacks` may need another answer to reach it. */
  readonly stackTotal: number;
  readonly stacks: readonly SurveyedStack[];
  readonly problems: readonly Problem[];
}

export interface SurveyedTask extends Pick<TaskData, 'pid' | 'comm' | 'state' | 'cpu' | 'onCpu'> {
  /** Of its task_struct; absent where the crash's registers lead to none. */
  readonly task?: string;
  readonly crashing?: true;
  /** Number of its stack: tasks whose stacks are equal have the same. */
  readonly stack: number;
}

/** What equal stacks have in common. */
export interface SurveyedStack {
  readonly frames: readonly SurveyedFrame[];
  /** Its functions are those of such a lock, in that frame; what lock it is, the list of locks tells. */
  readonly wait?: { readonly kind: LockWaitData['kind']; readonly frame: number };
  /** As of `BacktraceData`. */
  readonly end: { readonly kind: string; readonly message: string };
}

export type SurveyedFrame = Pick<FrameData, 'pc' | 'symbol' | 'offset' | 'size' | 'module' | 'kind'>;
