import assert from 'node:assert/strict';
import { VmcoreError } from '../../core/base/errors';
import { Kernel } from '../../core/kernel/kernel';
import { Stacks, type TaskStack } from '../../core/kernel/tasks/stacks';
import { isWhole, type StackEnd } from '../../core/unwind/stackFrame';
import { damagedMemory } from '../support/damagedMemory';
import { crashStacks, kernelText, sleepingStacks, withKernel } from './comparedStacks';
import { lastCallTrace } from './lab/callTrace';
import { inTemporaryFolder } from './lab/childProcess';
import { labDumps, type LabDump } from './lab/labDump';
import { answerLines, crashOutput, drgnScript } from './lab/peerReads';

/** Debian's cloud kernel for arm64 has no type information, and so no tasks. */
const tellsTasks = (dump: LabDump): boolean => !/^6\.1\..*-cloud-arm64$/.test(dump.kernel);

/** makedumpfile 1.7.2 takes pages with tasks of Linux 7.2 for free ones. */
const isUnfiltered = ({ how, complete }: LabDump): boolean => complete && /^(qemu|kdump-elf$)/.test(how);

const allStacks = (kernel: Kernel): ReadonlyMap<string, Found> => byTask(new Stacks(kernel).all());

interface Found {
  /** Of the stack's functions. */
  readonly addresses: string;
  readonly end: StackEnd;
}

function byTask(stacks: Iterable<TaskStack>): ReadonlyMap<string, Found> {
  return new Map(
    [...stacks].map(({ address, backtrace: { frames, end } }) => [
      address?.toString(16) ?? '',
      { addresses: frames.map(({ pc }) => pc.toString(16)).join(' '), end },
    ]),
  );
}

function stacksOrError(kernel: Kernel): readonly TaskStack[] | Error {
  try {
    return [...new Stacks(kernel).all()];
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What agreed, for the reader of the test's output. */
const table: string[] = [];

describe('backtraces of real dumps', function () {
  this.timeout(600_000);

  it("of the crashing task are the kernel's own Call Trace", async () => {
    // riscv64 prints its trace in another form: riscv64.test.ts.
    const dumps = labDumps().filter(({ complete, arch }) => complete && arch !== 'riscv64');
    assert.ok(new Set(dumps.map(({ kernel }) => kernel)).size >= 6, 'the lab has dumps of six kernels');
    for (const dump of dumps) {
      await withKernel(dump, (kernel) => {
        const { backtrace } = new Stacks(kernel).ofPanic();
        const trace = lastCallTrace(kernel.log);
        const ours = backtrace.frames.map((frame) => kernelText(kernel, frame));
        assert.ok(trace.length >= 5, `${dump.name}: ${trace.join(', ')}`);
        assert.deepEqual(ours.slice(ours.indexOf(trace[0] ?? '')), trace, dump.name);
        assert.ok(isWhole(backtrace), `${dump.name}: ${backtrace.end.message}`);
        table.push(`${dump.name}: ${trace.length} frames of the crash equal the kernel's own`);
      });
    }
  });

  it("of sleeping tasks are drgn's", async () => {
    // drgn finds kernel memory through program headers, which QEMU does not write.
    const dumps = labDumps().filter((dump) => dump.vmlinux !== undefined && dump.how === 'kdump-elf');
    let compared = 0;
    for (const dump of dumps) {
      if (!dump.complete) continue;
      const ours = await withKernel(dump, (kernel) =>
        byTask([...new Stacks(kernel).all()].filter(({ onCpu }) => !onCpu)),
      );
      const peer = await answerLines(drgnScript('stacksWithDrgn.py', dump.path, dump.vmlinux ?? ''), []);
      const stacks = peer.filter((line) => line !== '');
      for (const line of stacks) {
        const [task = '', ...addresses] = line.split(' ');
        assert.equal(ours.get(task)?.addresses, addresses.join(' '), `${dump.name}: task ${task}`);
      }
      table.push(`${dump.name}: ${stacks.length} stacks equal drgn's`);
      compared += stacks.length;
    }
    assert.ok(compared >= 50, `${compared} stacks`);
  });

  it("of sleeping tasks are crash's, stack addresses and names too", async () => {
    const dumps = labDumps().filter(
      (dump) => dump.vmlinux !== undefined && tellsTasks(dump) && /^(qemu-elf|kdump-elf)$/.test(dump.how),
    );
    assert.ok(new Set(dumps.map(({ kernel }) => kernel)).size >= 2, 'the lab has dumps of two kernels');
    for (const dump of dumps.filter(({ complete }) => complete)) {
      const printed = await inTemporaryFolder((folder) => crashOutput(dump, ['foreach bt'], folder));
      const theirs = crashStacks(printed);
      const sleeping = await withKernel(dump, sleepingStacks);
      for (const { task, pid, frames } of sleeping) {
        assert.deepEqual(frames, theirs.get(task), `${dump.name}: pid ${pid}`);
      }
      table.push(`${dump.name}: ${sleeping.length} stacks equal crash's`);
    }
  });

  it('of every task reach the end of its stack, in named code alone', async () => {
    const dumps = labDumps().filter((dump) => tellsTasks(dump) && isUnfiltered(dump));
    assert.ok(dumps.some(({ arch }) => arch === 'aarch64'));
    for (const dump of dumps) {
      await withKernel(dump, (kernel) => {
        const stacks = [...new Stacks(kernel).all()];
        assert.ok(stacks.length > 30, dump.name);
        for (const { pid, backtrace } of stacks) {
          assert.ok(isWhole(backtrace), `${dump.name}: pid ${pid}: ${backtrace.end.message}`);
          for (const frame of backtrace.frames) {
            assert.ok(kernel.codeNames.nameOf(frame)?.symbol, `${dump.name}: ${frame.pc.toString(16)}`);
          }
        }
        table.push(`${dump.name}: ${stacks.length} whole stacks`);
      });
    }
  });

  it('are the same however the dump was filtered, and the same as far as they go when it was cut off', async () => {
    const copies = labDumps().filter(
      (dump) => dump.elfPath !== undefined && dump.elfPath !== dump.path && tellsTasks(dump),
    );
    assert.ok(copies.some(({ complete }) => complete) && copies.some(({ complete }) => !complete));
    for (const dump of copies) {
      const whole = await withKernel({ ...dump, path: dump.elfPath ?? '' }, allStacks);
      const found = await withKernel(dump, allStacks).catch((error: unknown) => {
        assert.ok(error instanceof VmcoreError && !dump.complete, `${dump.name}: ${String(error)}`);
        return new Map<string, Found>();
      });
      for (const [task, { addresses, end }] of found) {
        const expected = whole.get(task)?.addresses;
        if (expected === undefined) assert.ok(!dump.complete, `${dump.name}: there is no task ${task}`);
        else if (isWhole({ end })) assert.equal(addresses, expected, `${dump.name}: task ${task}`);
        else {
          assert.ok(expected.startsWith(addresses), `${dump.name}: task ${task}`);
          assert.ok(!dump.complete || end.kind === 'stack-missing', `${dump.name}: ${end.message}`);
        }
      }
      table.push(`${dump.name}: ${found.size} stacks equal those of the unfiltered dump as far as they go`);
    }
  });

  it('of a dump with random bytes changed end with a reason, in bounded time', async () => {
    const dumps = labDumps().filter((dump) => tellsTasks(dump) && isUnfiltered(dump));
    const dump = dumps.find(({ name }) => name === 'x86-6.1-qemu-elf-busy') ?? dumps[0];
    assert.ok(dump);
    let frames = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const outcome = await withKernel(dump, (kernel) => {
        const damagedKernel = new Kernel({ ...kernel.dump, memory: damagedMemory(kernel.dump.memory, seed) });
        return stacksOrError(damagedKernel);
      });
      if (outcome instanceof Error) assert.ok(outcome instanceof VmcoreError, outcome.stack);
      else for (const { backtrace } of outcome) frames += backtrace.frames.length;
    }
    assert.ok(frames > 100, `${frames} frames`);
  });

  after(() => {
    process.stdout.write(table.map((line) => `    ${line}\n`).join(''));
  });
});
