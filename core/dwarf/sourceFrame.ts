/** A place in a source file, as the debuginfo names it. */
export interface SourceLocation {
  /** Often relative to a folder that the debuginfo does not name. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column?: number;
}

/** A function at an address, and where in it the address is. */
export interface SourceFrame {
  /** Undefined where the debuginfo has lines alone (assembly). */
  readonly functionName: string | undefined;
  /** Undefined for code that the compiler made without a line. */
  readonly location: SourceLocation | undefined;
  /** Whether it was compiled into the frame that follows. */
  readonly isInlined: boolean;
}
