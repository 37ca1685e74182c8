import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { ReturnProbes } from '../../../../core/unwind/returnProbes';
import { StackMemory } from '../../../../core/unwind/stackMemory';
import { BtfBuilder } from '../../../support/btfBuilder';
import { FakeObjects } from '../../../support/fakeObjects';

const trampoline = virtualAddress(0xffff_ffff_8100_0100n);
const caller = 0xffff_ffff_8100_0220n;
const place = 0xffff_c900_0001_0040n;

/** A kernel whose probes note as that of the release does. */
function kernelOf(release: '5.10' | '6.1 graph' | '6.1' | '6.1 arm64' | '6.12 graph'): FakeObjects {
  const btf = new BtfBuilder();
  const word = btf.integer('unsigned long', 8);
  const int = btf.integer('int', 4, { signed: true });
  const link = btf.struct('llist_node', 8, [['next', word, 0]]);
  const list = btf.struct('llist_head', 8, [['first', word, 0]]);
  const record = btf.struct('ftrace_ret_stack', 40, [
    ['ret', word, 0],
    ['func', word, 64],
    ['retp', word, 256],
  ]);
  const shadow = btf.pointer(release === '6.1 graph' ? record : word);
  btf.struct('task_struct', 64, [
    ...(release === '6.1' ? [['rethooks', list, 0] as const] : []),
    ...(release === '6.1 arm64' ? [['kretprobe_instances', list, 0] as const] : []),
    ['curr_ret_stack', int, 64],
    ['ret_stack', shadow, 128],
  ]);
  btf.struct('rethook_node', 40, [
    ['llist', link, 64],
    ['ret_addr', word, 192],
    ['frame', word, 256],
  ]);
  btf.struct('kretprobe_instance', 48, [
    release === '5.10' ? ['hlist', link, 0] : ['llist', link, 0],
    ['task', word, 128],
    ['ret_addr', word, 192],
    ['fp', word, 256],
  ]);
  btf.struct('words', 4096, [['first', word, 0]]);
  return new FakeObjects(btf);
}

function probesOf({ objects }: FakeObjects, symbols = new Map<string, bigint>()): ReturnProbes {
  return new ReturnProbes(new StackMemory(objects.memory), objects.types, {
    findByAddress: (address) => {
      const isStart = address === trampoline;
      return {
        name: isStart ? 'arch_rethook_trampoline' : 'other',
        address,
        type: 't',
        offset: isStart ? 0n : 4n,
      };
    },
    findByName: (name) => {
      const address = symbols.get(name);
      return address === undefined ? undefined : { name, address: virtualAddress(address), type: 'b' };
    },
  });
}

function writeWords(kernel: FakeObjects, address: bigint, words: readonly bigint[]): void {
  for (const [index, value] of words.entries())
    kernel.set('llist_node', address + BigInt(index * 8), { next: value });
}

describe('return addresses that probes keep', () => {
  it('know their trampolines, at their start alone', () => {
    const probes = probesOf(kernelOf('6.1'));
    assert.ok(probes.isTrampoline(trampoline));
    assert.ok(!probes.isTrampoline(virtualAddress(trampoline + 4n)));
  });

  it('are on a list of the task since 5.18, the first of several probes of one function behind the others', () => {
    const kernel = kernelOf('6.1');
    const task = kernel.allocate('task_struct');
    const [outer, first, second] = [0, 1, 2].map(() => kernel.allocate('rethook_node'));
    assert.ok(outer !== undefined && first !== undefined && second !== undefined);
    kernel.set('task_struct', task, { 'rethooks.first': second + 8n });
    kernel.set('rethook_node', second, { 'llist.next': first + 8n, ret_addr: trampoline, frame: place });
    kernel.set('rethook_node', first, { 'llist.next': outer + 8n, ret_addr: caller, frame: place });
    kernel.set('rethook_node', outer, { ret_addr: caller + 64n, frame: place + 0x40n });
    const probes = probesOf(kernel);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place), caller);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place + 0x40n), caller + 64n);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place + 8n), undefined);
    assert.equal(probes.findReturnAddress(undefined, place), undefined);
  });

  it('are found by the frame pointer where probes keep that, as on arm64', () => {
    const kernel = kernelOf('6.1 arm64');
    const task = kernel.allocate('task_struct');
    const probe = kernel.allocate('kretprobe_instance');
    kernel.set('task_struct', task, { 'kretprobe_instances.first': probe });
    kernel.set('kretprobe_instance', probe, { ret_addr: caller, fp: place });
    assert.equal(probesOf(kernel).findReturnAddress(virtualAddress(task), place), caller);
  });

  it('are in a table of all tasks before 5.11, where those of other tasks do not count', () => {
    const kernel = kernelOf('5.10');
    const task = kernel.allocate('task_struct');
    const [table, others, own] = [
      kernel.allocate('words'),
      kernel.allocate('kretprobe_instance'),
      kernel.allocate('kretprobe_instance'),
    ];
    writeWords(kernel, table + 40n, [others]);
    kernel.set('kretprobe_instance', others, { 'hlist.next': own, task: 1n, ret_addr: 4n, fp: place });
    kernel.set('kretprobe_instance', own, { task, ret_addr: caller, fp: place });
    const probes = probesOf(kernel, new Map([['kretprobe_inst_table', table]]));
    assert.equal(probes.findReturnAddress(virtualAddress(task), place), caller);
  });

  it('are on the shadow stack of the function graph tracer, in records before 6.10, without what is stale', () => {
    const kernel = kernelOf('6.1 graph');
    const task = kernel.allocate('task_struct');
    const shadow = kernel.allocate('words');
    kernel.set('task_struct', task, { curr_ret_stack: 1n, ret_stack: shadow });
    const record = (index: number): bigint => shadow + BigInt(index) * 40n;
    kernel.set('ftrace_ret_stack', record(1), { ret: caller, retp: place });
    kernel.set('ftrace_ret_stack', record(2), { ret: 0x4141n, retp: place + 8n });
    const probes = probesOf(kernel);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place), caller);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place + 8n), undefined);
  });

  it('are between other words of the shadow stack since 6.10', () => {
    const kernel = kernelOf('6.12 graph');
    const task = kernel.allocate('task_struct');
    const shadow = kernel.allocate('words');
    kernel.set('task_struct', task, { curr_ret_stack: 12n, ret_stack: shadow });
    kernel.set('ftrace_ret_stack', shadow + 24n, { ret: caller, retp: place });
    kernel.set('ftrace_ret_stack', shadow + 96n, { ret: 0x4141n, retp: place + 8n });
    const probes = probesOf(kernel);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place), caller);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place + 8n), undefined);
  });

  it('end where a list is a circle, or the dump lacks a record', () => {
    const kernel = kernelOf('6.1');
    const task = kernel.allocate('task_struct');
    const node = kernel.allocate('rethook_node');
    kernel.set('task_struct', task, { 'rethooks.first': node + 8n });
    kernel.set('rethook_node', node, { 'llist.next': node + 8n, ret_addr: caller, frame: place });
    const probes = probesOf(kernel);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place + 8n), undefined);
    kernel.remove(node);
    assert.equal(probes.findReturnAddress(virtualAddress(task), place), undefined);
  });
});
