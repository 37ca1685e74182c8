import assert from 'node:assert/strict';
import { hex, virtualAddress } from '../../../../../core/base/address';
import { BytesSource } from '../../../../../core/dump/bytesSource';
import { openSource } from '../../../../../core/dump/openDump';
import { Kernel } from '../../../../../core/kernel/kernel';
import { readCrashStacks } from '../../../../../core/report/stacks/crashStacks';
import type { KernelObjects } from '../../../../../core/types/kernelObjects';
import { CodeNames } from '../../../../../core/unwind/codeNames';
import { bottom } from '../../../../../core/unwind/stackEnds';
import type { Backtrace } from '../../../../../core/unwind/stackFrame';
import type { StackUnwinder } from '../../../../../core/unwind/stackUnwinder';
import { CrashDumpBuilder, ringInImage } from '../../../../support/crashDump';
import { FakeTasks } from '../../../../support/fakeTasks';

const pc = virtualAddress(0xffff_ffff_8100_0016n);
const backtrace: Backtrace = {
  frames: [{ pc, kind: 'current', stackAddress: virtualAddress(0xffff_c900_0000_0000n) }],
  end: bottom,
};

/** Two cpus: the log says that init crashed on the second. */
const image = openSource(
  new BytesSource(
    new CrashDumpBuilder(
      ringInImage()
        .add({ text: 'Kernel panic - not syncing: test', level: 0 })
        .add({ text: 'CPU: 1 PID: 1 Comm: init Not tainted 6.1.0-test-amd64 #1' }),
    ).bytes(),
    '/nowhere/vmcore',
  ),
);

/** A kernel whose tasks and code a test makes up. */
class FakeKernel extends Kernel {
  constructor(private readonly world: FakeTasks) {
    super(image);
  }

  override get objects(): KernelObjects {
    return this.world.objects;
  }

  override get unwinder(): StackUnwinder {
    return { unwindTask: () => backtrace, unwindFrom: () => backtrace };
  }

  override get codeNames(): CodeNames {
    const symbol = {
      name: 'crash_here',
      address: virtualAddress(pc - 0x16n),
      type: 't',
      offset: 0x16n,
      sizeBytes: 0x20n,
    };
    return new CodeNames({ findByAddress: () => symbol, findByName: () => undefined }, []);
  }
}

function world(): { readonly kernel: FakeTasks; readonly init: bigint } {
  const kernel = new FakeTasks();
  const init = kernel.process(1, 'init', { cpu: 1n });
  kernel.process(2, 'sleeper', { __state: 1n });
  kernel.connect();
  kernel.run(0, kernel.initTask, kernel.initTask);
  kernel.run(1, init, kernel.initTask);
  return { kernel, init };
}

describe('the stacks of a crash', () => {
  it('are that of the task that crashed, named, and the task on each cpu', () => {
    const { kernel, init } = world();
    const { crashing, cpus, problems } = readCrashStacks(new FakeKernel(kernel));
    assert.deepEqual(problems, []);
    assert.deepEqual([crashing?.pid, crashing?.comm, crashing?.cpu], [1, 'init', 1]);
    assert.deepEqual(
      crashing?.frames.map(({ symbol, offset, size }) => [symbol, offset, size]),
      [['crash_here', '0x16', '0x20']],
    );
    assert.deepEqual(cpus, [
      { cpu: 0, pid: 0, comm: 'swapper/0', task: hex(virtualAddress(kernel.initTask)) },
      { cpu: 1, pid: 1, comm: 'init', task: hex(virtualAddress(init)) },
    ]);
  });

  it('tell once why neither can be read', () => {
    const found = readCrashStacks(new Kernel(image));
    assert.equal(found.crashing, undefined);
    assert.deepEqual(found.cpus, []);
    assert.deepEqual(
      found.problems.map(({ code }) => code),
      ['symbols-not-found'],
    );
  });
});
