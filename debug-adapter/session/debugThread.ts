import type { Task } from '../../core/kernel/tasks/task';
import type { BacktraceData, FrameData } from '../../core/protocol/backtraceData';

/** A task of the dumped machine, as a thread of the session. */
export interface DebugThread {
  /** From 1, in the order in which they are shown. */
  readonly id: number;
  readonly name: string;
  /** Absent where the dump leads to a stack but not to the task that it is of. */
  readonly task?: Task;
  /** @throws VmcoreError when nothing tells how stacks are unwound. */
  readStack(): BacktraceData;
}

/** One function on a thread's stack. */
export class DebugFrame {
  constructor(
    /** From 1, in the order in which frames were asked for. */
    readonly id: number,
    readonly thread: DebugThread,
    /** The whole stack and where in it the frame is; 0 is the innermost. */
    readonly onStack: { readonly stack: readonly FrameData[]; readonly index: number },
    readonly data: FrameData,
  ) {}

  /** The frame that the machine has there: of an inlined function, the one that it was compiled into. */
  get machineFrame(): FrameData {
    const { stack, index } = this.onStack;
    return stack.slice(index).find(({ inlined }) => !inlined) ?? this.data;
  }
}
