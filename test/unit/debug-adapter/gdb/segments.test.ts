import assert from 'node:assert/strict';
import type { FrameData } from '../../../../core/protocol/backtraceData';
import { matchFrames, segmentsOf } from '../../../../debug-adapter/gdb/segments';

function frame(pc: number, rest: Partial<FrameData> = {}): FrameData {
  return { pc: `0x${pc.toString(16)}`, kind: 'call', stackAddress: '0x0', ...rest };
}
const inlined = { inlined: true } as const;
const registers = (rip: number): Partial<FrameData> => ({ registers: { rip: `0x${rip.toString(16)}` } });
const found = (...addresses: number[]): { level: number; address: bigint }[] =>
  addresses.map((address, level) => ({ level, address: BigInt(address) }));

describe('a stack that gdb is to unwind', () => {
  it('is cut where registers were saved, before what is inlined there', () => {
    const stack = [
      frame(1, registers(1)),
      frame(2),
      frame(3, inlined),
      frame(3, { kind: 'interrupted', ...registers(3) }),
      frame(4),
    ];
    const segments = segmentsOf(stack, undefined);
    assert.deepEqual(
      segments.map(({ start, end, registers: own }) => [start, end, own.get('rip')]),
      [
        [0, 2, 1n],
        [2, 5, 3n],
      ],
    );
  });

  it('of a task that does not run begins with what the task left the cpu with', () => {
    const stack = [frame(1, inlined), frame(1), frame(2)];
    assert.deepEqual(segmentsOf(stack, undefined), []);
    const switchedOut = new Map([['rip', 1n]]);
    assert.deepEqual(segmentsOf(stack, switchedOut), [{ registers: switchedOut, start: 0, end: 3 }]);
  });

  it('has the same frames for gdb, those inlined in front of their own', () => {
    const ours = [frame(1, inlined), frame(1), frame(2), frame(3)];
    assert.deepEqual(matchFrames(ours, found(1, 1, 2, 3)), [0, 1, 2, 3]);
  });

  it('matches where only one of both knows what is inlined', () => {
    assert.deepEqual(matchFrames([frame(1), frame(2)], found(1, 1, 2)), [1, 2]);
    assert.deepEqual(matchFrames([frame(1, inlined), frame(1), frame(2)], found(1, 2)), [undefined, 0, 1]);
  });

  it('is unknown where gdb went another way', () => {
    assert.deepEqual(matchFrames([frame(1), frame(2), frame(3)], found(1, 9, 0)), [0, undefined, undefined]);
    assert.deepEqual(matchFrames([frame(1), frame(2)], []), [undefined, undefined]);
  });

  it('tells calls of a function by itself apart', () => {
    const ours = [frame(1), frame(5), frame(5), frame(5), frame(2)];
    assert.deepEqual(matchFrames(ours, found(1, 5, 5, 5, 2)), [0, 1, 2, 3, 4]);
  });
});
