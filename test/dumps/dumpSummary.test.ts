import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { loadCrashDisassembler } from '../../core/analysis/fault/crashDisassembler';
import { analyzeCrash } from '../../core/analysis/analyzeCrash';
import { openDump } from '../../core/dump/openDump';
import { Kernel } from '../../core/kernel/kernel';
import type { DumpSummary } from '../../core/protocol/dumpSummary';
import { readDumpDiagnosis } from '../../core/report/dumpDiagnosis';
import { readFileSummary } from '../../core/report/dumpSummary';
import { readOverview } from '../../core/report/overview';
import { crashDumps, labDumps, requireDump } from './lab/labDump';

/** Flattened files are walked through for their end as far as that may cost; others need headers and a bitmap. */
const maxReadBytes = 512 * 1024;

function summaryOf(path: string): DumpSummary {
  const found = readFileSummary(path);
  assert.ok(found.kind === 'dump', `${path}: ${found.kind}`);
  return found.summary;
}

describe('what a list of dumps shows of real ones', function () {
  this.timeout(60_000);

  for (const dump of labDumps()) {
    it(`${dump.name}: is what its overview says, for a few kilobytes`, () => {
      const found = readFileSummary(dump.path);
      if (found.kind === 'broken') {
        assert.equal(dump.complete, false);
        assert.throws(() => openDump(dump.path), { code: found.error.code });
        return;
      }
      const summary = summaryOf(dump.path);
      assert.ok(summary.cost.readBytes <= maxReadBytes, `${summary.cost.readBytes} bytes were read`);
      const image = openDump(dump.path);
      try {
        const overview = readOverview(new Kernel(image));
        assert.equal(summary.release, overview.release);
        assert.equal(summary.architecture, dump.arch);
        assert.equal(summary.format, overview.dump.format);
        assert.equal(summary.sizeBytes, overview.fileSizeBytes);
        assert.deepEqual(summary.parts, overview.dump.parts);
        if (summary.hostName !== undefined) assert.equal(summary.hostName, overview.hostName);
        if (summary.crashTime) assert.deepEqual(summary.crashTime, overview.crashTime);
        if (summary.completeness === 'unchecked') return;
        assert.equal(summary.completeness, dump.complete ? 'complete' : 'incomplete');
        assert.deepEqual(summary.missing, overview.dump.missing);
      } finally {
        image.close();
      }
    });
  }

  it('names the host of kdump’s dumps, and of ELF dumps by the kernel’s memory', () => {
    for (const name of ['x86-6.1-kdump-zlib-d31', 'x86-6.1-kdump-elf', 'arm64-6.12-16k-qemu-elf'])
      assert.equal(summaryOf(requireDump(name).path).hostName, '(none)', name);
  });

  it('knows every part of a split set by any of them', () => {
    const { parts } = requireDump('x86-6.1-kdump-split');
    const seen = parts!.map((path) => summaryOf(path).parts.map((part) => basename(part)));
    assert.deepEqual(new Set(seen.map((names) => names.join(' '))).size, 1);
    assert.equal(seen[0]!.length, parts!.length);
  });

  it('says of other files that they are none', () => {
    const { vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    for (const path of [vmlinux!, __filename, '/dev/null', '/tmp', '/nowhere'])
      assert.deepEqual(readFileSummary(path), { kind: 'other' }, path);
  });

  it('knows why the machine went down as the verdict does', async () => {
    const dump = crashDumps().find(({ name }) => name === 'x86-6.1-crash-null-deref');
    assert.ok(dump);
    const image = openDump(dump.path);
    try {
      const kernel = new Kernel(image);
      const verdict = analyzeCrash(kernel, await loadCrashDisassembler(kernel));
      const { panic, ...diagnosis } = await readDumpDiagnosis(dump.path);
      assert.equal(diagnosis.kind, 'null-dereference');
      assert.equal(diagnosis.title, verdict.title);
      assert.deepEqual(diagnosis.signature, verdict.signature);
      assert.equal(panic, kernel.panic?.message);
      assert.equal(diagnosis.complete, true);
    } finally {
      image.close();
    }
  });
});
