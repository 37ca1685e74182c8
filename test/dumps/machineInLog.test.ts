import assert from 'node:assert/strict';
import type { Kernel } from '../../core/kernel/kernel';
import { readMemoryUsage } from '../../core/kernel/memory/memoryUsage';
import { readModules, type Module } from '../../core/kernel/modules/modules';
import { openKernel } from '../../core/kernel/openKernel';
import { readWorkPools } from '../../core/kernel/time/workPools';
import { functionNames } from '../../core/report/stacks/functionNames';
import { crashDumps } from './lab/labDump';

/** Every release and architecture has its own; there is no other peer for the newest and for arm64. */
const dumps = crashDumps().filter(({ name, complete }) => complete && !name.endsWith('5level'));

/** The text of the log's first record that matches. */
function logged({ log }: Kernel, pattern: RegExp): RegExpExecArray | undefined {
  for (let index = 0; index < log.total; index++) {
    const found = pattern.exec(log.text(index) ?? '');
    if (found) return found;
  }
  return undefined;
}

async function withKernel<Result>(path: string, use: (kernel: Kernel) => Result): Promise<Result> {
  const kernel = await openKernel(path);
  try {
    return use(kernel);
  } finally {
    kernel.dump.close();
  }
}

/** As print_modules() writes it (kernel/module/main.c): with taints, and + for one that was still being loaded. */
function printedName({ name, taints, state }: Module): string {
  const marks = `${taints.map(({ letter }) => letter).join('')}${state === 'coming' ? '+' : ''}`;
  return marks === '' ? name : `${name}(${marks})`;
}

describe('the machine of real dumps, beside what the kernel itself said', function () {
  this.timeout(300_000);

  it('has the modules that the oops lists, with their taints', async () => {
    let compared = 0;
    for (const { name, path } of dumps) {
      await withKernel(path, (kernel) => {
        const printed = logged(kernel, /^Modules linked in: (.*?)(?: \[last unloaded.*)?$/)?.[1];
        // Some kernels keep no names of data (CONFIG_KALLSYMS_ALL), and before 6.0 nothing leads to the names.
        if (printed === undefined || kernel.findAddress('modules') === undefined) return;
        compared++;
        const { modules, problems } = readModules(kernel.objects);
        assert.deepEqual(problems, [], name);
        assert.deepEqual(modules.map(printedName), printed.trim().split(/ +/), name);
      });
    }
    assert.ok(compared >= 20, `${compared} logs list modules`);
    process.stdout.write(`    the modules of ${compared} dumps equal their oopses' lists\n`);
  });

  it('has the work that a worker crashed in', async () => {
    let compared = 0;
    for (const { name, path } of dumps.filter((dump) => /-crash-work$/.test(dump.name))) {
      await withKernel(path, (kernel) => {
        const [, queue, work] = logged(kernel, /^Workqueue: (\S+) (.*)$/) ?? [];
        if (work === undefined) return;
        compared++;
        const running = readWorkPools(kernel.objects, functionNames(kernel)).entries.flatMap(({ workers }) =>
          workers.flatMap((worker) => worker.work ?? []),
        );
        assert.deepEqual(
          running.map(({ workQueue, functionName }) => [workQueue, functionName]),
          [[queue, work]],
          name,
        );
      });
    }
    assert.ok(compared >= 2, `${compared} logs name work`);
  });

  it('has the memory that its zones manage', async () => {
    let compared = 0;
    for (const { name, path } of dumps.filter((dump) => /-crash-out-of-memory$/.test(dump.name))) {
      await withKernel(path, (kernel) => {
        const zones = new Map<string, number>();
        for (let index = 0; index < kernel.log.total; index++) {
          const [, zone, kibibytes] =
            /^Node (\d+ \w+) free:.* managed:(\d+)kB/.exec(kernel.log.text(index) ?? '') ?? [];
          if (zone !== undefined) zones.set(zone, Number(kibibytes));
        }
        if (zones.size === 0) return;
        compared++;
        const managed = [...zones.values()].reduce((sum, kibibytes) => sum + kibibytes, 0);
        const { totalPages, pageSizeBytes } = readMemoryUsage(kernel.objects);
        assert.equal(((totalPages ?? 0) * pageSizeBytes) / 1024, managed, name);
      });
    }
    assert.ok(compared >= 2, `${compared} logs tell of zones`);
  });
});
