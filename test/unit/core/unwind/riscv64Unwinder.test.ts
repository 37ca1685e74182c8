import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../core/base/address';
import { ReturnProbes } from '../../../../core/unwind/returnProbes';
import { riscv64PtRegs } from '../../../../core/unwind/riscv64PtRegs';
import { Riscv64Unwinder } from '../../../../core/unwind/riscv64Unwinder';
import { maxFrames } from '../../../../core/unwind/stackEnds';
import type { Backtrace } from '../../../../core/unwind/stackFrame';
import { StackMemory } from '../../../../core/unwind/stackMemory';
import { FakeKernelMemory } from '../../../support/fakeKernelMemory';

const text = 0xffff_ffff_8000_0000n;
const textEnd = text + 0x1_0000n;
const stack = 0xff20_0000_0000_8000n;
/** SR_SPP: it came from the kernel. */
const kernelStatus = 0x100n;

/** Functions by where they begin. */
const functions = [
  { start: text, name: 'some_function' },
  { start: text + 0x8000n, name: 'handle_exception' },
  { start: text + 0x9000n, name: 'ret_from_fork' },
  { start: text + 0xa000n, name: 'another_function' },
];
const entry = text + 0x8000n;

function findByAddress(address: bigint) {
  const found = [...functions].reverse().find(({ start }) => address >= start);
  if (!found) return undefined;
  const { name, start } = found;
  return { name, address: virtualAddress(start), offset: address - start, type: 't', sizeBytes: 0x1000n };
}

describe('the unwinder of riscv64', () => {
  let memory: FakeKernelMemory;
  beforeEach(() => {
    memory = new FakeKernelMemory();
  });

  /** Right below `fp`: where the caller's frame ends, and where the function returns to. */
  const record = (fp: bigint, callerFp: bigint, returnAddress: bigint): void => {
    memory.addWord(fp - 16n, callerFp);
    memory.addWord(fp - 8n, returnAddress);
  };
  const ptRegs = (address: bigint, values: Readonly<Record<string, bigint>>): void => {
    riscv64PtRegs.forEach((name, index) => {
      memory.addWord(address + BigInt(index * 8), values[name] ?? 0n);
    });
  };
  const from = (values: Readonly<Record<string, bigint>>): Backtrace => {
    const stackMemory = new StackMemory(memory);
    const probes = new ReturnProbes(stackMemory, undefined, {
      findByAddress: () => undefined,
      findByName: () => undefined,
    });
    const hasCode = (pc: bigint): boolean => pc >= text && pc < textEnd;
    return new Riscv64Unwinder(stackMemory, { findByAddress }, hasCode, probes).unwindFrom(
      new Map(Object.entries({ status: kernelStatus, ...values })),
    );
  };
  const offsets = ({ frames }: Backtrace): readonly number[] => frames.map(({ pc }) => Number(pc - text));

  it('follows the records to where the task began', () => {
    record(stack, stack + 0x40n, text + 0x100n);
    record(stack + 0x40n, text + 0x300n, text + 0x9010n);
    const found = from({ pc: text + 4n, sp: stack - 0x20n, s0: stack });
    assert.deepEqual(offsets(found), [4, 0x100, 0x9010]);
    assert.deepEqual(
      found.frames.map(({ stackAddress }) => stackAddress),
      [stack - 0x20n, stack, stack + 0x40n],
    );
    assert.equal(found.end.kind, 'bottom');
  });

  it('goes on at the registers that an exception saved, up to user mode', () => {
    const [inner, outer] = [stack, stack + 0x400n];
    record(inner, 0x1234n, entry + 0x20n);
    ptRegs(inner, { pc: text + 0x500n, sp: inner + 0x200n, s0: outer - 0x40n, status: kernelStatus });
    record(outer - 0x40n, outer, text + 0x600n);
    record(outer, 0n, entry + 0x40n);
    ptRegs(outer, { pc: 0x1_0000n, sp: 0x7fff_0000n });
    const found = from({ pc: text + 4n, sp: stack - 0x20n, s0: inner });
    assert.deepEqual(offsets(found), [4, 0x8020, 0x500, 0x600, 0x8040]);
    assert.deepEqual(
      found.frames.map(({ kind }) => kind),
      ['current', 'call', 'interrupted', 'call', 'call'],
    );
    assert.equal(found.end.kind, 'user-mode');
    assert.equal(found.end.registers?.get('pc'), 0x1_0000n);
  });

  it('finds the caller of a function that keeps its return address in a register', () => {
    // Such a function saves s0 alone, where others have their return address.
    record(stack, 0x77n, stack + 0x40n);
    record(stack + 0x40n, 0n, text + 0x9010n);
    assert.deepEqual(offsets(from({ pc: text + 4n, s0: stack, ra: text + 0x700n })), [4, 0x700, 0x9010]);
  });

  it('finds who called what is no code', () => {
    record(stack, 0n, text + 0x9010n);
    const found = from({ pc: 0n, s0: stack, ra: text + 0x700n });
    assert.deepEqual(
      found.frames.map(({ pc }) => pc),
      [0n, text + 0x700n, text + 0x9010n],
    );
  });

  it('leaves away the function that an exception came upon as its registers were not yet saved', () => {
    record(stack, 0n, text + 0x9010n);
    assert.deepEqual(offsets(from({ pc: entry, sp: stack - 0x40n, s0: stack })), [0x8000, 0x9010]);
    assert.equal(from({ pc: entry, sp: 0x7fff_0000n, s0: stack }).end.kind, 'user-mode');
    assert.equal(from({ pc: entry + 8n, sp: stack, s0: stack }).end.kind, 'no-unwind-data');
  });

  it('says why it cannot go on', () => {
    assert.equal(from({ pc: text, s0: stack + 1n }).end.kind, 'damaged');
    assert.equal(from({ pc: text, s0: stack }).end.kind, 'stack-missing');
    record(stack, stack, 0x1234n);
    assert.match(from({ pc: text, s0: stack }).end.message, /0000000000001234 .*is not in the kernel's code/);
    record(stack, stack, text + 0x10n);
    assert.match(from({ pc: text, s0: stack }).end.message, /leads back/);
    assert.equal(from({ pc: 0x1_0000n, status: 0n }).end.kind, 'user-mode');
  });

  it('ends for certain, whatever is on the stack', () => {
    const word = fc.oneof(
      fc.integer({ min: -4, max: 40 }).map((index) => stack + BigInt(index * 8)),
      fc.integer({ min: 0, max: 0xffff }).map((offset) => text + BigInt(offset)),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 40, maxLength: 40 }), word, word, (words, pc, ra) => {
        memory = new FakeKernelMemory();
        words.forEach((value, index) => {
          memory.addWord(stack + BigInt(index * 8), value);
        });
        const { frames } = from({ pc, ra, sp: stack, s0: stack + 0x20n });
        assert.ok(frames.length <= maxFrames);
      }),
    );
  });
});
