import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../core/base/address';
import { arm64PtRegs } from '../../../../core/unwind/arm64PtRegs';
import { FrameRecordUnwinder } from '../../../../core/unwind/frameRecordUnwinder';
import { maxFrames } from '../../../../core/unwind/stackEnds';
import type { Backtrace } from '../../../../core/unwind/stackFrame';
import { ReturnProbes } from '../../../../core/unwind/returnProbes';
import { StackMemory } from '../../../../core/unwind/stackMemory';
import { FakeKernelMemory } from '../../../support/fakeKernelMemory';

const text = 0xffff_8000_0801_0000n;
const textEnd = text + 0x1_0000n;
const stack = 0xffff_8000_0a00_0000n;
const kernelMode = 0x3c5n;
const frameRecordOffset = 304n;

/** As KERNELPACMASK tells them. */
const signatureBits = 0x007f_0000_0000_0000n;

describe('frame record unwinder', () => {
  let memory: FakeKernelMemory;
  beforeEach(() => {
    memory = new FakeKernelMemory();
  });

  const words = (address: bigint, ...values: readonly bigint[]): void => {
    for (const [index, value] of values.entries()) memory.addWord(address + BigInt(index * 8), value);
  };
  const ptRegs = (address: bigint, values: Readonly<Record<string, bigint>>): void => {
    words(address, ...arm64PtRegs.map((name) => values[name] ?? 0n));
  };
  const unwinder = (offset = frameRecordOffset): FrameRecordUnwinder =>
    new FrameRecordUnwinder(
      new StackMemory(memory),
      { stripPointer: (pointer) => virtualAddress(pointer | signatureBits) },
      (pc) => pc >= text && pc < textEnd,
      offset,
      new ReturnProbes(new StackMemory(memory), undefined, {
        findByAddress: () => undefined,
        findByName: () => undefined,
      }),
    );
  const from = (fp: bigint): Backtrace =>
    unwinder().unwindFrom(
      new Map([
        ['pc', text + 4n],
        ['x29', fp],
        ['pstate', kernelMode],
      ]),
    );
  const offsets = ({ frames }: Backtrace): readonly number[] => frames.map(({ pc }) => Number(pc - text));

  it('follows the records to the empty one at the bottom, without signatures in return addresses', () => {
    words(stack, stack + 0x20n, text + 0x100n);
    words(stack + 0x20n, stack + 0x60n, (text + 0x200n) & ~signatureBits);
    words(stack + 0x60n, 0n, 0n);
    const found = from(stack);
    assert.deepEqual(offsets(found), [4, 0x100, 0x200]);
    assert.deepEqual(
      found.frames.map(({ kind }) => kind),
      ['current', 'call', 'call'],
    );
    assert.equal(found.end.kind, 'bottom');
  });

  it('knows the record that entry code makes inside of pt_regs, and the registers around it', () => {
    const registers = stack + 0x100n;
    const record = registers + frameRecordOffset;
    words(stack, record, text + 0x100n);
    ptRegs(registers, { x29: stack + 0x400n, pc: text + 0x200n, x3: 33n, pstate: kernelMode });
    words(record, stack + 0x400n, text + 0x200n);
    words(stack + 0x400n, 0n, 0n);
    const found = from(stack);
    assert.deepEqual(
      found.frames.map(({ kind }) => kind),
      ['current', 'call', 'interrupted'],
    );
    assert.deepEqual(offsets(found), [4, 0x100, 0x200]);
    assert.equal(found.frames[2]?.registers?.get('x3'), 33n);
  });

  it('reads what 6.13 says of a record of zeros', () => {
    const registers = stack + 0x100n;
    const record = registers + 296n;
    words(stack, record, text + 0x100n);
    ptRegs(registers, { x29: stack + 0x400n, pc: text + 0x200n, pstate: kernelMode });
    words(record, 0n, 0n, 2n);
    words(stack + 0x400n, 0n, 0n, 1n);
    const found = unwinder(296n).unwindFrom(
      new Map([
        ['pc', text + 4n],
        ['x29', stack],
        ['pstate', kernelMode],
      ]),
    );
    assert.deepEqual(
      found.frames.map(({ kind }) => kind),
      ['current', 'call', 'interrupted'],
    );
    assert.equal(found.end.kind, 'bottom');
  });

  it('ends where the kernel was entered from user mode, and has its registers', () => {
    const registers = stack + 0x100n;
    ptRegs(registers, { pc: 0x40_1000n, sp: 0x7fff_0000n, pstate: 0n });
    words(registers + frameRecordOffset, 0n, 0n);
    words(stack, registers + frameRecordOffset, text + 0x100n);
    const found = from(stack);
    assert.equal(found.end.kind, 'user-mode');
    assert.equal(found.end.registers?.get('pc'), 0x40_1000n);
    assert.deepEqual(
      unwinder().unwindFrom(
        new Map([
          ['pc', 0x40_1000n],
          ['pstate', 0n],
        ]),
      ).frames,
      [],
    );
  });

  it('ends with the reason where the dump lacks the stack, where it makes no sense, and where it runs in a circle', () => {
    assert.equal(from(stack).end.kind, 'stack-missing');
    words(stack, stack + 0x20n, 0x4141n);
    assert.equal(from(stack).end.kind, 'damaged');
    assert.equal(from(stack + 1n).end.kind, 'damaged');
    words(stack, stack, text + 0x100n);
    const circle = from(stack);
    assert.equal(circle.end.kind, 'damaged');
    assert.equal(circle.frames.length, 1);
  });

  it('starts a task that slept behind its call, and one that never ran where it will start', () => {
    words(stack, 0n, 0n);
    const start = { pc: text + 8n, sp: stack, fp: stack };
    assert.equal(unwinder().unwindSwitchedOut({ ...start, isStart: false }).frames[0]?.kind, 'call');
    assert.equal(unwinder().unwindSwitchedOut({ ...start, isStart: true }).frames[0]?.kind, 'current');
  });

  it('gives an end and only code for any stack', () => {
    const word = fc.oneof(
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      fc.integer({ min: 0, max: 0xffff }).map((offset) => text + BigInt(offset)),
      fc.integer({ min: 0, max: 63 }).map((index) => stack + BigInt(index * 8)),
      fc.constantFrom(0n, 1n, 2n),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 64, maxLength: 64 }), word, (values, fp) => {
        memory = new FakeKernelMemory();
        words(stack, ...values);
        const { frames, end } = from(fp);
        assert.ok(frames.length <= maxFrames && end.message !== '');
        for (const { pc, kind } of frames) assert.ok(kind !== 'call' || (pc > text && pc <= textEnd));
      }),
      { numRuns: 300 },
    );
  }).timeout(30_000);
});
