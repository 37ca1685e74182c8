import { virtualAddress } from '../../base/address';
import type { Verdict } from '../../protocol/verdict';
import type { SourceOfFrames } from './backtraceData';

/** The verdict with the source line of the guilty function, where debuginfo tells it and the kernel's log did not. */
export function withGuiltySource(verdict: Verdict, source: SourceOfFrames | undefined): Verdict {
  const { guilty, frames, registers } = verdict;
  const frame = frames.find(({ symbol, offset }) => symbol === guilty.function && offset === guilty.offset);
  if (!source || guilty.file !== undefined || frame?.symbol === undefined || frame.pc === undefined)
    return verdict;
  // An exception came upon the first of them; the others have called.
  const kind = frame === frames[0] && registers ? 'interrupted' : 'call';
  const found = source.framesOf({ pc: virtualAddress(BigInt(frame.pc)), kind }).at(-1)?.location;
  return found ? { ...verdict, guilty: { ...guilty, file: found.file, line: found.line } } : verdict;
}
