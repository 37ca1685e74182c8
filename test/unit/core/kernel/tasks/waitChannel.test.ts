import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import { waitChannelFinder } from '../../../../../core/kernel/tasks/waitChannel';
import type { StackFrame } from '../../../../../core/unwind/stackFrame';

const symbols: Readonly<Record<string, bigint>> = {
  __sched_text_start: 0x1000n,
  __sched_text_end: 0x2000n,
  __lock_text_start: 0x2000n,
  __lock_text_end: 0x3000n,
};

const names = new Map<bigint, string>([
  [0x500n, '__switch_to_asm'],
  [0x5000n, 'do_wait'],
]);

const frame = (pc: bigint, kind: StackFrame['kind'] = 'call'): StackFrame => ({
  pc: virtualAddress(pc),
  kind,
  stackAddress: virtualAddress(0n),
});

describe('the wait channel of a task', () => {
  const find = waitChannelFinder(
    (name) => symbols[name],
    ({ pc }) => names.get(pc),
  );

  it('is the first function that is none of the scheduler nor of locks', () => {
    const frames = [frame(0x500n), frame(0x1100n), frame(0x2100n), frame(0x5000n), frame(0x6000n)];
    assert.equal(find(frames)?.pc, 0x5000n);
  });

  it('takes a return address at the very end of the scheduler for the call before it', () => {
    assert.equal(find([frame(0x3000n), frame(0x5000n)])?.pc, 0x5000n);
    assert.equal(find([frame(0x3000n, 'current')])?.pc, 0x3000n);
  });

  it('is none of an empty stack, and goes by names where the sections are unknown', () => {
    assert.equal(find([]), undefined);
    const byName = waitChannelFinder(
      () => undefined,
      ({ pc }) => (pc === 0x1100n ? '__schedule' : names.get(pc)),
    );
    assert.equal(byName([frame(0x500n), frame(0x1100n), frame(0x5000n)])?.pc, 0x5000n);
  });
});
