import assert from 'node:assert/strict';
import { VmcoreError } from '../../core/base/errors';
import { openKernel } from '../../core/kernel/openKernel';
import { readTasks, type Tasks } from '../../core/kernel/tasks/tasks';
import { tasksData } from '../../core/report/tasks/taskData';
import { crashTasks, taskLines } from './comparedTasks';
import { inTemporaryFolder } from './lab/childProcess';
import { labDumps, type LabDump } from './lab/labDump';
import { answerLines, crashOutput, drgnScript } from './lab/peerReads';

/** Cut-off dumps may lack any task. */
const isComplete = ({ complete }: LabDump): boolean => complete;

async function tasksOf({ path }: LabDump): Promise<Tasks> {
  const kernel = await openKernel(path);
  try {
    return readTasks(kernel.objects);
  } finally {
    kernel.dump.close();
  }
}

/** By address, as crash shows it. */
async function residentKib({ path }: LabDump): Promise<ReadonlyMap<string, number>> {
  const kernel = await openKernel(path);
  const data = tasksData(kernel.objects, readTasks(kernel.objects).tasks);
  kernel.dump.close();
  return new Map(
    data.map(({ task, residentBytes = 0 }) => [task.slice(2).padStart(16, '0'), residentBytes / 1024]),
  );
}

/** What agreed, for the reader of the test's output. */
const table: { readonly dump: string; readonly peer: string; readonly tasks: number }[] = [];

describe('tasks of real dumps', function () {
  this.timeout(600_000);

  it("are drgn's", async () => {
    // drgn finds kernel memory through program headers, which QEMU does not write.
    const dumps = labDumps().filter(
      (dump) => dump.complete && dump.vmlinux !== undefined && dump.how === 'kdump-elf',
    );
    assert.ok(dumps.length >= 2, 'the lab has dumps of two kernels');
    for (const dump of dumps) {
      const peer = await answerLines(drgnScript('tasksWithDrgn.py', dump.path, dump.vmlinux ?? ''), []);
      compare(dump, 'drgn', taskLines(await tasksOf(dump)), peer.sort());
    }
  });

  it("are crash's, and run where crash says", async () => {
    const dumps = labDumps().filter(
      (dump) => dump.complete && dump.vmlinux !== undefined && isOfInterest(dump),
    );
    assert.ok(dumps.length >= 3);
    for (const dump of dumps) {
      const peer = crashTasks(await inTemporaryFolder((folder) => crashOutput(dump, ['ps'], folder)));
      const ours = await tasksOf(dump);
      compare(dump, 'crash', taskLines(ours), peer.lines);
      const onCpu = ours.tasks.filter((task) => task.onCpu).map(({ address }) => address.toString(16));
      assert.deepEqual(onCpu.sort(), peer.onCpu, dump.name);
      assert.deepEqual(await residentKib(dump), peer.resident, dump.name);
    }
  });

  it('are whole on every complete dump: an idle task a cpu, init, kthreadd, no problem', async () => {
    const dumps = labDumps().filter(isComplete);
    assert.ok(dumps.some(({ arch }) => arch === 'aarch64'));
    for (const dump of dumps) {
      const { tasks, problems } = await tasksOf(dump);
      // makedumpfile 1.7.6 takes slab pages of 7.2 for user pages and leaves them out: some of this tree, or none.
      const lacksSlabs = dump.kernel.startsWith('7.') && dump.how === 'kdump-flattened';
      const codes = problems.map(({ code }) => code);
      assert.deepEqual(
        lacksSlabs ? codes.filter((code) => code !== 'tree-incomplete') : codes,
        [],
        dump.name,
      );
      assert.deepEqual(tasks.find(({ pid }) => pid === 0)?.comm, 'swapper/0', dump.name);
      assert.deepEqual(tasks.find(({ pid }) => pid === 2)?.comm, 'kthreadd', dump.name);
      assert.equal(tasks.find(({ pid }) => pid === 1)?.isKernelThread, false, dump.name);
      assert.ok(tasks.length > 30, `${dump.name}: ${tasks.length}`);
      assert.ok(
        tasks.every(({ state, cpu, comm }) => state && cpu !== undefined && comm),
        dump.name,
      );
    }
  });

  it('are listed as far as they go in a dump that was cut off', async () => {
    for (const dump of labDumps().filter(({ complete }) => !complete)) {
      const outcome = await tasksOf(dump).catch((error: unknown) => error);
      if (outcome instanceof Error)
        assert.ok(outcome instanceof VmcoreError, `${dump.name}: ${outcome.stack}`);
    }
  });

  after(() => {
    process.stdout.write(
      table.map(({ dump, peer, tasks }) => `    ${dump}: ${tasks} tasks equal ${peer}'s\n`).join(''),
    );
  });
});

/** crash takes seconds a dump: one of each machine that was dumped. */
function isOfInterest({ how, name }: LabDump): boolean {
  return how === 'qemu-elf' || how === 'kdump-elf' || name.endsWith('zlib-d31');
}

function compare(dump: LabDump, peer: string, ours: readonly string[], theirs: readonly string[]): void {
  assert.deepEqual(ours, theirs, `${dump.name}, ${peer}`);
  table.push({ dump: dump.name, peer, tasks: ours.length });
}
