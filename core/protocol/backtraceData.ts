/** One function on a stack; addresses and offsets are hex. */
export interface FrameData {
  readonly pc: string;
  readonly symbol?: string;
  /** How far `pc` is into the function, in bytes. */
  readonly offset?: string;
  /** Bytes up to the next function, hex. */
  readonly size?: string;
  /** Absent for the kernel's own code. */
  readonly module?: string;
  /** `call`: `pc` is a return address. Otherwise it is what the cpu would execute next, or was interrupted at. */
  readonly kind: 'current' | 'interrupted' | 'call';
  /** Where on the stack the frame begins, as crash prints it. */
  readonly stackAddress: string;
  /** Those that an exception or interrupt saved, or that the cpu held. */
  readonly registers?: Readonly<Record<string, string>>;
  /**
   * The function was compiled into the one of the next frame that is not inlined, and has its address; only debuginfo
   * tells.
   */
  readonly inlined?: true;
  /** Where in the source the frame is, as debuginfo names it: often relative to the kernel's source folder. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
}

/** A task's kernel stack, innermost function first. */
export interface BacktraceData {
  readonly pid?: number;
  readonly comm?: string;
  readonly cpu?: number;
  readonly onCpu: boolean;
  /** Address of its task_struct. */
  readonly task?: string;
  readonly frames: readonly FrameData[];
  /** Why there is no further frame: `bottom` and `user-mode` are how a whole stack ends. */
  readonly end: {
    readonly kind: string;
    readonly message: string;
    readonly registers?: FrameData['registers'];
  };
}

/** Tasks whose stacks are equal. */
export interface StackGroup extends Pick<BacktraceData, 'frames' | 'end'> {
  readonly count: number;
  readonly tasks: readonly Pick<BacktraceData, 'pid' | 'comm' | 'cpu' | 'onCpu' | 'task'>[];
}
