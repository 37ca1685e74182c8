import assert from 'node:assert/strict';
import { physicalAddress } from '../../core/base/address';
import type { DumpImage } from '../../core/dump/dumpImage';
import { findVmcoreinfoInMemory } from '../../core/dump/findVmcoreinfo';
import { openDump } from '../../core/dump/openDump';
import { parsePrstatusNotes } from '../../core/dump/prstatus';
import { parseVmcoreinfo } from '../../core/dump/vmcoreinfo';
import { labDumpsOfAllMachines, type LabDump } from './lab/labDump';

/** So short that nothing of the dump is left but half a header. */
const isCutInHeader = ({ name }: LabDump): boolean => name.endsWith('cut-at-0.01-percent');
const dumps = labDumpsOfAllMachines().filter((dump) => !isCutInHeader(dump));

/** How many pages of `image` were compared with the complete dump, and why the others could not be. */
function comparePages(image: DumpImage, complete: DumpImage, pageSizeBytes: number): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (outcome: string): void => {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  };
  const [page, expected] = [Buffer.alloc(pageSizeBytes), Buffer.alloc(pageSizeBytes)];
  for (const { start, sizeBytes } of complete.memory.ranges) {
    const firstPage = BigInt(Math.ceil(Number(start) / pageSizeBytes) * pageSizeBytes);
    for (let at = firstPage; at + BigInt(pageSizeBytes) <= start + sizeBytes; at += BigInt(pageSizeBytes)) {
      assert.deepEqual(complete.memory.read(physicalAddress(at), expected), []);
      const [gap] = image.memory.read(physicalAddress(at), page);
      if (gap === undefined) assert.ok(page.equals(expected), `page at 0x${at.toString(16)} differs`);
      count(gap?.reason ?? 'same');
    }
  }
  return counts;
}

function withImages(dump: LabDump, check: (image: DumpImage, complete: DumpImage) => void): void {
  assert.ok(dump.elfPath, `${dump.name} has no complete dump to compare with`);
  const [image, complete] = [openDump(dump.path), openDump(dump.elfPath)];
  try {
    check(image, complete);
  } finally {
    image.close();
    complete.close();
  }
}

describe('real dumps', () => {
  it('are there', () => {
    assert.ok(dumps.length > 0, 'run “node out/test/dumps/lab/main.js” first');
  });

  for (const dump of labDumpsOfAllMachines().filter(isCutInHeader)) {
    it(`${dump.name}: refused with the size that is needed`, () => {
      assert.throws(() => openDump(dump.path), {
        code: 'header-cut-off',
        message: /\d+ bytes where \d+ are needed/,
      });
    });
  }

  for (const dump of dumps) {
    it(`${dump.name}: headers, VMCOREINFO, cpus and completeness`, () => {
      const image = openDump(dump.path);
      assert.deepEqual([...image.problems], []);
      assert.equal(image.machine.name, dump.arch);
      assert.equal(image.completeness.complete, dump.complete);
      assert.equal(image.completeness.missing.length === 0, dump.complete);
      if (image.vmcoreinfo !== undefined) {
        const info = parseVmcoreinfo(image.vmcoreinfo);
        assert.equal(info.release, dump.kernel);
        assert.equal(info.pageSizeBytes, dump.pageSizeBytes);
        assert.deepEqual(info.problems, []);
      }
      const [cpu] = parsePrstatusNotes(image.notes, image.machine);
      if (dump.how !== 'cut-off') assert.ok(cpu !== undefined && cpu.registers.size >= 27);
      image.close();
    });
  }

  for (const dump of dumps.filter(({ elfPath, path }) => elfPath !== undefined && elfPath !== path)) {
    it(`${dump.name}: every page is that of the complete dump, or said to be missing`, () => {
      withImages(dump, (image, complete) => {
        const counts = comparePages(image, complete, dump.pageSizeBytes);
        assert.equal(counts.get('damaged'), undefined);
        assert.equal((counts.get('truncated') ?? 0) > 0, !dump.complete);
        // Level 1 leaves out pages of zeros, but kdump-compressed keeps one of them for all.
        const leavesOut = (image.format.dumpLevel ?? 0) > 1 || dump.how === 'kdump-elf-filtered';
        assert.equal((counts.get('excluded') ?? 0) > 0, leavesOut);
        if (dump.complete) assert.ok((counts.get('same') ?? 0) > 1000);
      });
    }).timeout(120_000);
  }

  it('VMCOREINFO is found in memory just as the file carries it', async () => {
    const dump = dumps.find(({ how, arch }) => how === 'qemu-kdump' && arch === 'x86_64');
    assert.ok(dump, 'the lab has no dump by QEMU');
    const image = openDump(dump.path);
    const found = await findVmcoreinfoInMemory(image.memory);
    assert.deepEqual(found && Buffer.from(found), image.vmcoreinfo && Buffer.from(image.vmcoreinfo));
    image.close();
  }).timeout(120_000);
});
