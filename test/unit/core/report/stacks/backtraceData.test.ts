import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import { kernelFrameText } from '../../../../../core/protocol/text/frameText';
import { backtraceData, groupStacks } from '../../../../../core/report/stacks/backtraceData';
import { CodeNames } from '../../../../../core/unwind/codeNames';
import type { StackFrame } from '../../../../../core/unwind/stackFrame';

const text = 0xffff_ffff_8100_0000n;
const moduleText = 0xffff_ffff_c000_0000n;

const names = new CodeNames(
  {
    findByAddress: (address) => ({
      name: address >= text + 0x40n ? 'second' : 'first',
      type: 't',
      address: virtualAddress(address >= text + 0x40n ? text + 0x40n : text),
      offset: 0n,
      sizeBytes: 0x40n,
    }),
    findByName: () => undefined,
  },
  [{ name: 'mod', ranges: [{ start: moduleText, end: moduleText + 0x100n }] }],
);

const frame = (pc: bigint, kind: StackFrame['kind'] = 'call'): StackFrame => ({
  pc: virtualAddress(pc),
  kind,
  stackAddress: virtualAddress(0xffff_c900_0000_0010n),
});

const stack = (pid: number, ...frames: readonly StackFrame[]) =>
  backtraceData(names, {
    pid,
    comm: 'task',
    cpu: 1,
    address: virtualAddress(0xffff_8880_0000_0000n),
    onCpu: false,
    backtrace: { frames, end: { kind: 'bottom', message: 'The stack ends here.' } },
  });

describe('backtraces as data', () => {
  it('name a return address by the call ahead of it, and count its offset as the kernel does', () => {
    const { frames } = stack(7, frame(text + 0x40n), frame(text + 0x40n, 'interrupted'));
    assert.deepEqual(frames[0], {
      pc: '0xffffffff81000040',
      symbol: 'first',
      offset: '0x40',
      size: '0x40',
      kind: 'call',
      stackAddress: '0xffffc90000000010',
    });
    assert.equal(frames[1]?.symbol, 'second');
    assert.deepEqual(frames.map(kernelFrameText), ['first+0x40/0x40', 'second+0x0/0x40']);
  });

  it('tell source lines, functions inlined at a frame before it, with its address', () => {
    const location = { file: 'kernel/sched/core.c', line: 6584, column: 8 };
    const called = frame(text + 0x20n);
    const source = {
      framesOf: ({ pc }: { readonly pc: bigint }) =>
        pc === called.pc
          ? [
              { functionName: 'inner', location: { file: 'inner.h', line: 3 }, isInlined: true },
              { functionName: 'named otherwise', location, isInlined: false },
            ]
          : [],
    };
    const backtrace = {
      frames: [called, frame(text + 0x60n)],
      end: { kind: 'bottom', message: '' },
    } as const;
    const { frames } = backtraceData(
      names,
      { pid: 7, comm: 'task', cpu: 1, onCpu: false, backtrace },
      source,
    );
    assert.deepEqual(
      frames.map(({ symbol, inlined, file, line, column }) => [symbol, inlined, file, line, column]),
      [
        ['inner', true, 'inner.h', 3, undefined],
        ['first', undefined, location.file, 6584, 8],
        ['second', undefined, undefined, undefined, undefined],
      ],
    );
    assert.deepEqual([frames[0]?.pc, frames[0]?.kind], [frames[1]?.pc, 'call']);
  });

  it('name the module where its functions have no names', () => {
    const [found] = stack(7, frame(moduleText + 0x10n)).frames;
    assert.ok(found);
    assert.equal(found.symbol, undefined);
    assert.equal(kernelFrameText(found), '0xffffffffc0000010 [mod]');
  });

  it('of equal stacks come together, the most frequent first', () => {
    const groups = groupStacks([
      stack(1, frame(text + 4n)),
      stack(2, frame(text + 8n)),
      stack(3, frame(text + 8n)),
    ]);
    assert.deepEqual(
      groups.map(({ count, tasks }) => [count, tasks.map(({ pid }) => pid)]),
      [
        [2, [2, 3]],
        [1, [1]],
      ],
    );
    assert.deepEqual(groups[0]?.frames, stack(2, frame(text + 8n)).frames);
  });
});
