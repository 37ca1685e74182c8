/**
 * Every failure that a person can meet has a code and a next step. Factories live in the layer that detects the
 * failure, one named function each, so that the same cause always says the same words.
 */
export class VmcoreError extends Error {
  override readonly name = 'VmcoreError';

  constructor(
    /** Stable, documented, kebab-case: scripts and tests compare it. */
    readonly code: string,
    /** What happened and why, one sentence. */
    message: string,
    /** What to try next, one sentence. */
    readonly nextStep: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What crosses a process boundary instead of an Error. */
export interface ErrorData {
  readonly code: string;
  readonly message: string;
  readonly nextStep: string;
}

/** Maps any thrown value at a boundary; what is not a VmcoreError is a defect of ours and says so. */
export function errorData(error: unknown): ErrorData {
  if (error instanceof VmcoreError) {
    return { code: error.code, message: error.message, nextStep: error.nextStep };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `Vmcore failed unexpectedly: ${detail}`,
    nextStep: 'Please report this with the log of the Vmcore output channel.',
  };
}

export function fromErrorData(data: ErrorData): VmcoreError {
  return new VmcoreError(data.code, data.message, data.nextStep);
}

/** The work was given up because nobody wants the answer any more. */
export function cancelled(): VmcoreError {
  return new VmcoreError('cancelled', 'Cancelled.', 'Start it again when you need it.');
}
