/** One thread of the dumped machine; what the dump does not tell has no key. */
export interface TaskData {
  readonly pid?: number;
  /** Of its process. */
  readonly tgid?: number;
  /** Of the process that it was started from. */
  readonly ppid?: number;
  readonly comm?: string;
  /** The kernel's letter: R, S, D, T, t, X, Z, P or I. */
  readonly state?: string;
  readonly stateName?: string;
  readonly cpu?: number;
  /** Whether its cpu was executing it. */
  readonly onCpu: boolean;
  /** Address of its task_struct, hex. */
  readonly task: string;
  readonly kernelThread: boolean;
  /** PF_ flags, hex. */
  readonly flags?: string;
  readonly residentBytes?: number;
  readonly virtualBytes?: number;
  /** Since boot. */
  readonly startTimeSeconds?: number;
  /** When it was last put on a cpu, by the scheduler's clock. */
  readonly lastRunSeconds?: number;
  /** Lowest address of its kernel stack, hex. */
  readonly stack?: string;
  /** Where the dump holds the process's own memory. */
  readonly commandLine?: readonly string[];
}
