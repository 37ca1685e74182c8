import assert from 'node:assert/strict';
import { VmcoreError } from '../../core/base/errors';
import { openKernel } from '../../core/kernel/openKernel';
import type { Overview } from '../../core/protocol/overview';
import { readOverview } from '../../core/report/overview';
import { labDumpsOfAllMachines } from './lab/labDump';

async function overviewOf(path: string): Promise<Overview> {
  const kernel = await openKernel(path);
  try {
    return readOverview(kernel);
  } finally {
    kernel.dump.close();
  }
}

/** Of what was cut off inside its headers nothing can be shown; that is a reason, not a defect. */
async function overviewOrReason(path: string): Promise<Overview | VmcoreError> {
  try {
    return await overviewOf(path);
  } catch (error) {
    if (error instanceof VmcoreError) return error;
    throw error;
  }
}

describe('The overview of real dumps', function () {
  this.timeout(60_000);

  for (const dump of labDumpsOfAllMachines()) {
    it(`${dump.name}: says what crashed, where and when`, async () => {
      const overview = await overviewOrReason(dump.path);
      if (overview instanceof VmcoreError) {
        assert.equal(dump.complete, false, overview.message);
        return;
      }
      assert.equal(overview.architecture, dump.arch);
      assert.equal(overview.dump.complete, dump.complete);
      if (!dump.complete) return;
      assert.equal(overview.panic?.message, 'Kernel panic - not syncing: sysrq triggered crash');
      assert.equal(overview.release, dump.kernel);
      assert.equal(overview.pageSizeBytes, dump.pageSizeBytes);
      if (dump.pageTableLevels !== undefined) assert.equal(overview.pageTableLevels, dump.pageTableLevels);
      assert.match(overview.commandLine?.value ?? '', /\bpanic=0\b/);
      assert.match(overview.buildId ?? '', /^[0-9a-f]{40}$/);
      // Firmware keeps a little for itself; QEMU's riscv64 machine has a boot ROM besides.
      const memoryBytes = Number(overview.memoryBytes?.value);
      assert.ok(
        memoryBytes <= dump.memoryBytes + 65536 && memoryBytes > dump.memoryBytes * 0.98,
        String(memoryBytes),
      );
      assert.ok((overview.crashTime?.value ?? 0) > Date.UTC(2025, 0) / 1000);
      const problems = overview.problems.map(({ code }) => code);
      assert.deepEqual(problems, dump.isReadInPart ? ['page-tables-not-read'] : []);
    });
  }
});
