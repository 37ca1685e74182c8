import type { FrameData } from '../../core/protocol/backtraceData';

export type Registers = ReadonlyMap<string, bigint>;

/**
 * A part of a stack that gdb can unwind by itself: from registers that were saved whole, up to where the next
 * exception came in. gdb loses its way at the entry code in between.
 */
export interface Segment {
  readonly registers: Registers;
  /** Indices into the frames of the stack; `end` is not included. */
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a stack where registers were saved.
 * @param switchedOut what a task that does not run left the cpu with; its first frame has no registers of its own
 */
export function segmentsOf(
  frames: readonly FrameData[],
  switchedOut: Registers | undefined,
): readonly Segment[] {
  const starts: { readonly index: number; readonly registers: Registers }[] = [];
  const [first] = frames;
  if (first && !ownFrame(frames, 0)?.registers && switchedOut)
    starts.push({ index: 0, registers: switchedOut });
  for (const [index, { registers, inlined }] of frames.entries()) {
    if (!registers || inlined) continue;
    starts.push({ index: startOfRun(frames, index), registers: registersOf(registers) });
  }
  return starts.map(({ index, registers }, number) => ({
    registers,
    start: index,
    end: starts[number + 1]?.index ?? frames.length,
  }));
}

/** What gdb has to find of a frame. */
export interface FoundFrame {
  readonly level: number;
  readonly address: bigint;
}

/**
 * gdb's level of each frame of a segment; undefined where gdb went another way. Both list inlined functions before
 * the one that they are inlined in, at the same address; where only gdb knows of them, ours is the last.
 */
export function matchFrames(
  ours: readonly FrameData[],
  theirs: readonly FoundFrame[],
): readonly (number | undefined)[] {
  const levels: (number | undefined)[] = ours.map(() => undefined);
  let at = 0;
  for (let index = 0; index < ours.length;) {
    const end = endOfRun(ours, index);
    const address = BigInt(ours[index]?.pc ?? 0);
    const start = theirs.findIndex((frame, place) => place >= at && frame.address === address);
    if (start >= 0) {
      const count = Math.ceil(countEqual(theirs, start, address) / countCalls(ours, index));
      for (let back = 1; back <= Math.min(end - index, count); back++) {
        levels[end - back] = theirs[start + count - back]?.level;
      }
      at = start + count;
    }
    index = end;
  }
  return levels;
}

function countEqual(theirs: readonly FoundFrame[], start: number, address: bigint): number {
  let count = 0;
  while (theirs[start + count]?.address === address) count++;
  return count;
}

/** How often in a row a function called itself from the same place: each call has the address anew. */
function countCalls(ours: readonly FrameData[], index: number): number {
  let count = 0;
  let at = index;
  while (at < ours.length && ours[at]?.pc === ours[index]?.pc) {
    at = endOfRun(ours, at);
    count++;
  }
  return Math.max(count, 1);
}

/** Inlined functions stand before the frame that they are inlined in. */
function endOfRun(frames: readonly FrameData[], index: number): number {
  let end = index;
  while (frames[end]?.inlined) end++;
  return Math.min(end + 1, frames.length);
}

function startOfRun(frames: readonly FrameData[], index: number): number {
  let start = index;
  while (frames[start - 1]?.inlined) start--;
  return start;
}

function ownFrame(frames: readonly FrameData[], index: number): FrameData | undefined {
  return frames[endOfRun(frames, index) - 1];
}

function registersOf(data: Readonly<Record<string, string>>): Registers {
  return new Map(Object.entries(data).map(([name, value]) => [name, BigInt(value)]));
}
