import assert from 'node:assert/strict';
import { virtualAddress } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import type { WalkStep } from '../../core/arch/translation';
import { Kernel } from '../../core/kernel/kernel';
import { readWhole } from '../../core/kernel/kernelMemory';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { readCrashReport } from '../../core/report/crashReport';
import { withKernel } from './comparedStacks';
import { physicalOf, withOther, withOverwrittenWords } from './corruption/overwrittenMemory';
import { crashDumps } from './lab/labDump';

function logText({ log }: Kernel): string {
  return Array.from({ length: log.total }, (_, index) => log.text(index)).join('\n');
}

function codeOf(error: unknown): string {
  assert.ok(error instanceof VmcoreError, String(error));
  return error.code;
}

/** Dumps with symbols of every architecture, all of the same crash. */
const dumps = crashDumps().filter(
  ({ crash, kernel }) => crash.mode === 'deadlock' && !kernel.startsWith('5.'),
);

describe('real dumps whose kernel went mad', function () {
  this.timeout(600_000);

  before(() => {
    assert.ok(new Set(dumps.map(({ arch }) => arch)).size === 2, 'the lab has crashes of two architectures');
  });

  for (const dump of dumps) {
    it(`${dump.name}: VMCOREINFO is missing, doubled, or no text`, async () => {
      await withKernel(dump, (kernel) => {
        const padded = Buffer.from(kernel.dump.vmcoreinfo ?? []);
        const text = padded.subarray(0, padded.includes(0) ? padded.indexOf(0) : undefined);
        const expected = logText(kernel);
        const other = Buffer.from(text.toString('latin1').replace(/^(SYMBOL\(\w+\)=).*/gm, '$10'), 'latin1');
        const doubled = new Kernel(kernel.dump, Buffer.concat([text, other]));
        assert.equal(logText(doubled), expected);
        assert.ok(doubled.vmcoreinfo.problems.length > 0);
        const noText = Buffer.concat([Buffer.from([0xff, 0xfe, 0x80, 0x0a]), text, Buffer.from([0xc3])]);
        assert.equal(logText(new Kernel(kernel.dump, noText)), expected);
        const withoutNote = withOther(kernel.dump, { vmcoreinfo: undefined });
        assert.throws(
          () => new Kernel(withoutNote).log,
          (error) => codeOf(error) === 'vmcoreinfo-not-found',
        );
      });
    });

    it(`${dump.name}: page tables point at themselves`, async () => {
      await withKernel(dump, (kernel) => {
        const init = new Stacks(kernel).tasks.tasks.find(({ pid }) => pid === 1);
        const stack = kernel.objects.struct('task_struct', init?.address ?? 0n).member('stack').pointer;
        const steps: WalkStep[] = [];
        kernel.memory.translate(stack, steps);
        const [first] = steps;
        assert.ok(first);
        const table = BigInt.asUintN(48, first.entryAddress) & ~0xfffn;
        const mad = withOverwrittenWords(kernel, [
          { at: first.entryAddress, value: table | (first.entry & 0xfffn) },
        ]);
        // All of arm64's kernel memory is below one entry of its first table.
        if (dump.arch === 'aarch64') {
          assert.throws(
            () => logText(mad),
            (error) => codeOf(error) === 'log-not-found',
          );
          return;
        }
        assert.equal(logText(mad), logText(kernel));
        const ends = [...new Stacks(mad).all()].map(({ backtrace }) => backtrace.end.kind);
        assert.ok(ends.length > 30 && ends.some((kind) => kind !== 'bottom' && kind !== 'user-mode'));
        assert.ok(readCrashReport(mad, undefined).verdict);
      });
    });

    it(`${dump.name}: lists of tasks and modules run in circles`, async () => {
      await withKernel(dump, (kernel) => {
        const { objects } = kernel;
        const whole = new Stacks(kernel).tasks;
        const leaders = whole.tasks.filter(({ pid, tgid }) => pid !== undefined && pid > 1 && pid === tgid);
        const [early, late] = [leaders[5], leaders[20]];
        assert.ok(early && late);
        const node = (address: bigint) => objects.struct('task_struct', address).member('tasks');
        const modules = objects.findAddress('modules') ?? virtualAddress(0n);
        const firstModule = objects.struct('list_head', modules).member('next').pointer;
        const mad = withOverwrittenWords(kernel, [
          { at: physicalOf(kernel, node(late.address).address), value: node(early.address).address },
          { at: physicalOf(kernel, firstModule), value: firstModule },
        ]);
        const found = new Stacks(mad).tasks;
        assert.deepEqual(
          found.tasks.map(({ pid }) => pid),
          whole.tasks.map(({ pid }) => pid),
        );
        assert.match(found.problems.map(({ message }) => message).join(), /circle/);
        assert.ok(readCrashReport(mad, undefined).verdict);
      });
    });

    it(`${dump.name}: the log's ring is torn`, async () => {
      await withKernel(dump, (kernel) => {
        const { objects } = kernel;
        const prb = objects.findAddress('prb') ?? virtualAddress(0n);
        const pointer = readWhole(kernel.memory, prb, 8, kernel.dump.machine)?.word(0) ?? 0n;
        const ring = objects.struct('printk_ringbuffer', pointer);
        const descriptors = ring.member('desc_ring').member('descs').pointer;
        const all = logText(kernel).split('\n');
        const expected = new Set(all);
        for (const value of [0n, (1n << 64n) - 1n, 0x1234_5678_9abc_def0n]) {
          const words = Array.from({ length: 64 }, (_, index) => ({
            at: physicalOf(kernel, virtualAddress(descriptors + BigInt(index * 24))),
            value,
          }));
          const mad = withOverwrittenWords(kernel, words);
          const lines = logText(mad).split('\n');
          assert.ok(lines.length > 50 && lines.length < all.length, `${lines.length} of ${all.length}`);
          const invented = lines.filter((line) => !expected.has(line));
          assert.deepEqual(invented, []);
          assert.ok(mad.log.problems.length > 0);
        }
      });
    });
  }
});
