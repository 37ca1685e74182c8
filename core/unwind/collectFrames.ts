import { formatAddress } from '../base/address';
import { damaged, maxFrames, tooDeep } from './stackEnds';
import type { Backtrace, StackFrame } from './stackFrame';
import { StackEnded } from './stackMemory';

/** How to go from one function of a stack to its caller. */
export interface StackWalk<State> {
  /** @throws StackEnded where there is no caller, or none to be made sure of */
  readonly callerOf: (state: State) => State;
  readonly frameOf: (state: State) => StackFrame;
  /** Different for every function of a stack that is whole. */
  readonly placeOf: (state: State) => bigint;
}

/** Walks from the innermost function on; ends for certain, whatever is on the stack. */
export function collectFrames<State>(
  first: State,
  { callerOf, frameOf, placeOf }: StackWalk<State>,
): Backtrace {
  const frames: StackFrame[] = [frameOf(first)];
  const visited = new Set<bigint>([placeOf(first)]);
  try {
    for (let state = callerOf(first); frames.length < maxFrames; state = callerOf(state)) {
      const place = placeOf(state);
      if (visited.has(place))
        return { frames, end: damaged(`The stack leads back to ${formatAddress(place)}.`) };
      visited.add(place);
      frames.push(frameOf(state));
    }
  } catch (error) {
    if (error instanceof StackEnded) return { frames, end: error.end };
    throw error;
  }
  return { frames, end: tooDeep() };
}
