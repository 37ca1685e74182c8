import type { BacktraceData, FrameData } from '../../../core/protocol/backtraceData';
import type { SurveyedFrame, SurveyedStack } from '../../../core/protocol/panels/backtracesRequests';

/** A frame as far as it is known: at first what equal stacks have in common, then its own addresses, then its source. */
export type ShownFrame = SurveyedFrame & Partial<FrameData>;

/** One task's stack as it shows. */
export interface ShownStack {
  readonly frames: readonly ShownFrame[];
  readonly end: SurveyedStack['end'] & Partial<BacktraceData['end']>;
  /** Indices of frames whose source can be opened. */
  readonly openable: ReadonlySet<number>;
}

/** How a frame came to be known, in a word; what it means is in the panel's strings. */
export type Trust = 'registers' | 'exception' | 'unwound' | 'inline';

export function trustOf({ kind, inlined }: ShownFrame): Trust {
  if (inlined) return 'inline';
  if (kind === 'current') return 'registers';
  return kind === 'interrupted' ? 'exception' : 'unwound';
}
