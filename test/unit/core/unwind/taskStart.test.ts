import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import type { SymbolTable } from '../../../../core/symbols/symbolTable';
import { StackMemory } from '../../../../core/unwind/stackMemory';
import { arm64TaskStart, x86TaskStart } from '../../../../core/unwind/taskStart';
import { BtfBuilder } from '../../../support/btfBuilder';
import { builtTypes } from '../../../support/builtTypes';
import { FakeKernelMemory } from '../../../support/fakeKernelMemory';

const task = virtualAddress(0xffff_8880_0000_0000n);
const stack = 0xffff_c900_0000_0000n;
const forkedAt = 0xffff_ffff_8100_1000n;

const symbols = {
  findByAddress: (address: bigint) =>
    address >= forkedAt
      ? { name: 'ret_from_fork', type: 't', address: virtualAddress(forkedAt), offset: address - forkedAt }
      : undefined,
} as unknown as SymbolTable;

describe('where a task that does not run left the cpu', () => {
  let memory: FakeKernelMemory;
  beforeEach(() => {
    memory = new FakeKernelMemory();
  });

  it('is in a frame on its stack on x86-64', () => {
    const btf = new BtfBuilder();
    const word = btf.integer('unsigned long', 8);
    const thread = btf.struct('thread_struct', 32, [['sp', word, 128]]);
    btf.struct('task_struct', 256, [['thread', thread, 512]]);
    btf.struct('inactive_task_frame', 24, [
      ['bp', word, 64],
      ['ret_addr', word, 128],
    ]);
    memory.addWord(task + 64n + 16n, stack);
    memory.addWord(stack + 8n, 0xb0n);
    memory.addWord(stack + 16n, forkedAt + 0x10n);
    const start = x86TaskStart(new StackMemory(memory), builtTypes(btf), symbols, task);
    assert.deepEqual(start, { pc: forkedAt + 0x10n, sp: stack + 24n, fp: 0xb0n, isStart: false });
    memory.addWord(stack + 16n, forkedAt);
    assert.equal(x86TaskStart(new StackMemory(memory), builtTypes(btf), symbols, task).isStart, true);
  });

  it('is in the task itself on arm64', () => {
    const btf = new BtfBuilder();
    const word = btf.integer('unsigned long', 8);
    const context = btf.struct('cpu_context', 24, [
      ['fp', word, 0],
      ['sp', word, 64],
      ['pc', word, 128],
    ]);
    const thread = btf.struct('thread_struct', 32, [['cpu_context', context, 64]]);
    btf.struct('task_struct', 256, [['thread', thread, 512]]);
    memory.addWord(task + 72n, 0xf0n);
    memory.addWord(task + 80n, stack);
    memory.addWord(task + 88n, forkedAt);
    const start = arm64TaskStart(new StackMemory(memory), builtTypes(btf), symbols, task);
    assert.deepEqual(start, { pc: forkedAt, sp: stack, fp: 0xf0n, isStart: true });
  });

  it('is unknown, and says which type is missing, without the types', () => {
    const stackMemory = new StackMemory(memory);
    assert.throws(() => x86TaskStart(stackMemory, undefined, symbols, task), /struct inactive_task_frame/);
    assert.throws(() => arm64TaskStart(stackMemory, undefined, symbols, task), /struct task_struct\.thread/);
  });
});
