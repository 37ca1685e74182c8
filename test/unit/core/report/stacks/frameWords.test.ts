import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import { frameRange } from '../../../../../core/report/stacks/frameWords';
import type { StackFrame } from '../../../../../core/unwind/stackFrame';

const frame = (address: bigint, kind: StackFrame['kind'] = 'call') => ({
  kind,
  stackAddress: virtualAddress(address),
});
const stack = 0xffff_c900_0000_0000n;

describe('where the words of a frame lie', () => {
  it("on x86-64: behind its own return address, up to its caller's and with that", () => {
    const frames = [frame(stack + 0x10n, 'current'), frame(stack + 0x20n), frame(stack + 0x48n)];
    assert.deepEqual(frameRange(frames, 0, 'x86_64'), { start: stack + 0x10n, sizeBytes: 0x18 });
    assert.deepEqual(frameRange(frames, 1, 'x86_64'), { start: stack + 0x28n, sizeBytes: 0x28 });
    assert.equal(frameRange(frames, 2, 'x86_64'), undefined);
  });

  it("on arm64: from its frame record to its caller's", () => {
    const frames = [frame(stack + 0x10n, 'current'), frame(stack + 0x40n)];
    assert.deepEqual(frameRange(frames, 0, 'aarch64'), { start: stack + 0x10n, sizeBytes: 0x30 });
  });

  it('nowhere, where the next frame is on another stack or further away than a frame can be', () => {
    assert.equal(frameRange([frame(stack + 0x100n), frame(stack)], 0, 'x86_64'), undefined);
    assert.equal(frameRange([frame(stack), frame(stack + 0x10_0000n)], 0, 'x86_64'), undefined);
    assert.equal(frameRange([], 0, 'x86_64'), undefined);
  });
});
