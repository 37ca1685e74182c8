import assert from 'node:assert/strict';
import type { Kernel } from '../../core/kernel/kernel';
import { openKernel } from '../../core/kernel/openKernel';
import { readTasks } from '../../core/kernel/tasks/tasks';
import { walkMapleTree } from '../../core/types/mapleTree';
import { walkRadixTree } from '../../core/types/radixTree';
import { walkRbTree } from '../../core/types/rbTree';
import type { TypedObject } from '../../core/types/typedObject';
import { inTemporaryFolder } from './lab/childProcess';
import { labDumps, type LabDump } from './lab/labDump';
import { answerLines, crashOutput, drgnScript } from './lab/peerReads';

/** One unfiltered dump of each kernel whose debug information the lab has. */
function peerDumps(): readonly LabDump[] {
  return labDumps().filter(({ how, vmlinux }) => how === 'kdump-elf' && vmlinux !== undefined);
}

async function withKernel<Result>({ path }: LabDump, use: (kernel: Kernel) => Result): Promise<Result> {
  const kernel = await openKernel(path);
  try {
    return use(kernel);
  } finally {
    kernel.dump.close();
  }
}

/** The address spaces of processes, each once. */
function addressSpaces({ objects }: Kernel): readonly TypedObject[] {
  const spaces = readTasks(objects).tasks.flatMap(({ mm }) => (mm && mm.address !== 0n ? [mm] : []));
  return [...new Map(spaces.map((mm) => [mm.address, mm])).values()];
}

/** The vm_area_structs of an address space: in a maple tree since 6.1, in a red-black tree before. */
function mappingsOf(mm: TypedObject): readonly bigint[] {
  const tree = mm.findMember('mm_mt');
  const walk = tree ? walkMapleTree(tree) : walkRbTree(mm.member('mm_rb'), 'vm_area_struct', 'vm_rb');
  assert.equal(walk.problem, undefined);
  return walk.entries.map((found) => ('entry' in found ? found.entry : found.address));
}

/** What agreed, for the reader of the test's output. */
const table: string[] = [];

describe('trees of real dumps', function () {
  this.timeout(300_000);

  it("hold the mappings that crash's vm lists", async () => {
    for (const dump of peerDumps()) {
      const printed = await inTemporaryFolder((folder) => crashOutput(dump, ['foreach user vm'], folder));
      const rows = printed.matchAll(/^([0-9a-f]{16}) +[0-9a-f]+ +[0-9a-f]+ +[0-9a-f]+\b/gm);
      const peer = [...rows].map(([, address]) => address);
      const ours = await withKernel(dump, (kernel) =>
        addressSpaces(kernel).flatMap((mm) => mappingsOf(mm).map((address) => address.toString(16))),
      );
      assert.ok(ours.length >= 10, `${dump.name}: ${ours.length} mappings`);
      assert.deepEqual([...ours].sort(), [...new Set(peer)].sort(), dump.name);
      table.push(`${dump.name}: ${ours.length} mappings equal crash's`);
    }
  });

  it("hold the interrupt descriptors and mappings that drgn's walks find", async () => {
    for (const dump of peerDumps()) {
      const script = drgnScript('treesWithDrgn.py', dump.path, dump.vmlinux ?? '');
      const peer = (await answerLines(script, [])).filter((line) => line !== '');
      const ours = await withKernel(dump, (kernel) => [...interruptLines(kernel), ...mappingLines(kernel)]);
      assert.deepEqual(ours.sort(), peer.sort(), dump.name);
      table.push(`${dump.name}: ${ours.length} entries equal drgn's`);
    }
  });

  it('are as long as the address space counts its mappings', async () => {
    const dumps = labDumps().filter(({ how, complete }) => complete && /^(qemu|kdump-elf$)/.test(how));
    for (const dump of dumps.filter(({ kernel }) => !/^6\.1\..*arm64/.test(kernel))) {
      await withKernel(dump, (kernel) => {
        const spaces = addressSpaces(kernel);
        assert.ok(spaces.length > 0, dump.name);
        for (const mm of spaces) {
          assert.equal(mappingsOf(mm).length, mm.member('map_count').number, dump.name);
        }
      });
    }
  });

  after(() => {
    process.stdout.write(table.map((line) => `    ${line}\n`).join(''));
  });
});

/** A radix tree that was an xarray already, until 6.4 made it a maple tree. */
function interruptLines({ objects }: Kernel): readonly string[] {
  const tree = objects.types.findStruct('radix_tree_root')
    ? objects.findVariable('irq_desc_tree', 'radix_tree_root')
    : objects.findVariable('irq_desc_tree', 'xarray');
  if (!tree) return [];
  const { entries, problem } = walkRadixTree(tree);
  assert.equal(problem, undefined);
  return entries.map(({ index, entry }) => `irq ${index} ${entry.toString(16)}`);
}

function mappingLines(kernel: Kernel): readonly string[] {
  return addressSpaces(kernel)
    .filter((mm) => mm.findMember('mm_rb'))
    .flatMap((mm) =>
      mappingsOf(mm).map((address) => `vma ${mm.address.toString(16)} ${address.toString(16)}`),
    );
}
