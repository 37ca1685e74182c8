import assert from 'node:assert/strict';
import { readInterrupts } from '../../core/kernel/devices/interrupts';
import type { Kernel } from '../../core/kernel/kernel';
import { readMemoryUsage } from '../../core/kernel/memory/memoryUsage';
import { readSlabCaches } from '../../core/kernel/memory/slabs';
import { openKernel } from '../../core/kernel/openKernel';
import { readSysctls, sysctlVariables } from '../../core/kernel/sysctls';
import { readHighResolutionTimers } from '../../core/kernel/time/highResolutionTimers';
import { readWorkPools } from '../../core/kernel/time/workPools';
import { labDumps } from './lab/labDump';
import { answerLines, drgnScript } from './lab/peerReads';

const unnamed = (): undefined => undefined;

/** In the form of peers/machineWithDrgn.py. */
function ourLines({ objects }: Kernel): readonly string[] {
  return [
    ...readSysctls(objects).map(({ name, value }) => `sysctl ${name} ${value}`),
    ...readSlabCaches(objects).entries.map(
      ({ address, name, slabs, totalObjects }) =>
        `slab ${address.toString(16)} ${name} ${slabs} ${totalObjects}`,
    ),
    ...readHighResolutionTimers(objects, unnamed).entries.map(
      (timer) =>
        `hrtimer ${timer.cpu} ${timer.address.toString(16)} ${timer.expiresNs} ${timer.function.toString(16)}`,
    ),
    ...readInterrupts(objects, unnamed).entries.map(
      ({ number, counts }) => `irq ${number} ${counts.map(({ count }) => count).join(' ')}`,
    ),
    ...readWorkPools(objects, unnamed).entries.flatMap(({ id, workers }) =>
      workers.map(
        ({ task, work }) => `worker ${id} ${task.toString(16)} ${(work?.function ?? 0n).toString(16)}`,
      ),
    ),
    `committed ${readMemoryUsage(objects).committedPages}`,
  ];
}

describe('the machine of real dumps, beside drgn', function () {
  this.timeout(300_000);

  // drgn finds kernel memory through program headers, which QEMU does not write.
  const dumps = labDumps().filter(
    ({ complete, vmlinux, how }) => complete && vmlinux !== undefined && how === 'kdump-elf',
  );

  it('is known of two releases', () => {
    assert.ok(dumps.length >= 2);
  });

  for (const dump of dumps) {
    it(`is drgn's: ${dump.name}`, async () => {
      const symbols = sysctlVariables.flatMap(([name, , ...variables]) =>
        variables.map((variable) => `${name} ${variable}`),
      );
      const theirs = await answerLines(
        drgnScript('machineWithDrgn.py', dump.path, dump.vmlinux ?? ''),
        symbols,
      );
      const kernel = await openKernel(dump.path);
      const ours = ourLines(kernel);
      kernel.dump.close();
      // drgn 0.0.22 knows no maple trees, where interrupts are since 6.5.
      const known = theirs.some((line) => line.startsWith('irq '))
        ? ours
        : ours.filter((line) => !line.startsWith('irq '));
      assert.deepEqual([...known].sort(), theirs.sort());
      process.stdout.write(`    ${dump.name}: ${known.length} facts equal drgn's\n`);
    });
  }
});
