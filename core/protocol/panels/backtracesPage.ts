import type { BacktraceData } from '../backtraceData';
import { count, hexAddress, optional, record, type Checks } from '../check';
import { codeFrame, type CodeFrame, type FrameVariable, type StackOwner } from './backtracesRequests';

/** What the backtraces panel asks of the extension itself: it alone knows the person's folders. */
export interface BacktracesPageRequests {
  /** A stack with source lines. */
  sourcedStack: { params: StackOwner; result: SourcedStack };
  /** Arguments and locals of a frame, by crash's number of it; in trusted workspaces alone. */
  variablesOfFrame: {
    params: CodeFrame;
    result: { readonly variables: readonly FrameVariable[] };
  };
  /** Shows the source of a frame, by its index in the frames of that answer, where it is openable. */
  openSource: { params: StackOwner & { readonly index: number }; result: null };
}

export interface SourcedStack {
  readonly stack: BacktraceData;
  /** Indices of frames whose source file is on this machine. */
  readonly openable: readonly number[];
}

export const backtracesPageChecks: Checks<BacktracesPageRequests> = {
  sourcedStack: record({ task: optional(hexAddress) }),
  variablesOfFrame: record(codeFrame),
  openSource: record({ task: optional(hexAddress), index: count() }),
};
