import assert from 'node:assert/strict';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import { openKernel } from '../../core/kernel/openKernel';
import type { CrashReport } from '../../core/protocol/report/crashReport';
import { formatReport, reportFormats } from '../../core/protocol/report/reportFormats';
import { readCrashReport } from '../../core/report/crashReport';
import { crashDumps, labDumps, type LabDump } from './lab/labDump';

async function reportOf({ path }: LabDump): Promise<CrashReport> {
  const kernel = await openKernel(path);
  try {
    return readCrashReport(kernel, await loadDisassembler(kernel.dump.machine.name));
  } finally {
    kernel.dump.close();
  }
}

/** A cut one may lack anything. */
const tellsAll = ({ complete }: LabDump): boolean => complete;

/** Nothing opens it. */
const isCutInHeader = ({ name }: LabDump): boolean => name.endsWith('cut-at-0.01-percent');

describe('a report', function () {
  this.timeout(120_000);

  for (const dump of crashDumps().filter(tellsAll)) {
    it(`of ${dump.name} has every part`, async () => {
      const report = await reportOf(dump);
      const { loaded = 'labcrash' } = dump.crash;
      assert.equal(report.verdict?.kind, dump.crash.kind);
      assert.ok((report.crashing?.frames.length ?? 0) > 0);
      assert.ok(report.cpus.length > 0);
      assert.ok(report.modules.some(({ name }) => name === loaded));
      assert.ok(report.locks);
      const { log, panic } = report.overview;
      const shown = log.tail[(panic?.logIndex ?? -1) - log.tailStart];
      assert.ok(shown?.text.includes(panic?.message ?? '?'), 'the log around the panic holds the panic');
      for (const format of reportFormats) assert.ok(formatReport(report, format).includes(loaded));
    });
  }

  for (const dump of labDumps().filter((each) => !isCutInHeader(each))) {
    it(`of ${dump.name} comes, whatever the dump lacks`, async () => {
      const report = await reportOf(dump);
      const text = formatReport(report, 'text');
      assert.match(text, /^Kernel crash: /);
      assert.match(text, /^This report contains /m);
      if (!tellsAll(dump)) return;
      assert.ok(report.verdict && report.crashing);
    });
  }
});
