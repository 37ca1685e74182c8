import assert from 'node:assert/strict';
import { openKernel } from '../../core/kernel/openKernel';
import type { MemberLayout } from '../../core/protocol/typeData';
import { typeLayout } from '../../core/report/objects/typeLayout';
import type { TypeTable } from '../../core/types/typeTable';
import { pseudoRandom } from '../support/kernelMappings';
import { labDumps, type LabDump } from './lab/labDump';
import { answerLines, drgnScript } from './lab/peerReads';

const sampleCount = 400;

/** Structs that much of this program reads, whatever the sample brings. */
const important = [
  'task_struct',
  'mm_struct',
  'rq',
  'page',
  'pt_regs',
  'signal_struct',
  'module',
  'sk_buff',
  'file',
];

/** One dump of each kernel whose debug information the lab has. */
function dumpOfEachKernel(): readonly LabDump[] {
  const dumps = labDumps().filter(({ complete, vmlinux }) => complete && vmlinux !== undefined);
  return [...new Map(dumps.map((dump) => [dump.kernel, dump])).values()];
}

/** Names that one type alone has: of several the peer may mean another. */
function sampleNames(types: TypeTable): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of types.structNames()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const unique = [...counts].filter(([, count]) => count === 1).map(([name]) => name);
  const random = pseudoRandom(3);
  const sample = Array.from({ length: sampleCount }, () => unique[random.next().value % unique.length] ?? '');
  return [...new Set([...important, ...sample])];
}

/** As layoutsWithDrgn.py writes them. */
function layoutLines(types: TypeTable, name: string): readonly string[] {
  const struct = types.findStruct(name);
  assert.ok(struct, name);
  const { sizeBytes, members = [] } = typeLayout(struct);
  return [`struct ${name} ${sizeBytes}`, ...members.flatMap(memberLines)];
}

function memberLines({
  name,
  offset,
  bitOffset = 0,
  bitSize = 0,
  sizeBytes,
  members,
}: MemberLayout): string[] {
  if (members) return members.flatMap(memberLines);
  return [`${name} ${offset * 8 + bitOffset} ${bitSize} ${sizeBytes}`];
}

/** By name of the struct. */
function byStruct(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const layouts = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    const name = /^struct (\S+) /.exec(line)?.[1];
    if (name !== undefined) layouts.set(name, (current = []));
    current.push(line);
  }
  return layouts;
}

describe('types of real dumps', function () {
  this.timeout(300_000);

  it('have the layouts that drgn reads from the debug information', async () => {
    const dumps = dumpOfEachKernel();
    assert.ok(dumps.length >= 2, 'the lab has debug information of two kernels');
    for (const { name, path, vmlinux = '' } of dumps) {
      const kernel = await openKernel(path);
      const { types } = kernel.objects;
      const names = sampleNames(types);
      const peer = byStruct(await answerLines(drgnScript('layoutsWithDrgn.py', vmlinux), names));
      const common = names.filter((struct) => peer.has(struct));
      for (const struct of common) {
        assert.deepEqual(layoutLines(types, struct), peer.get(struct), `${name}: ${struct}`);
      }
      assert.ok(common.length >= 200, `${name}: ${common.length} structs compared`);
      kernel.dump.close();
    }
  });

  it('have no member outside of its struct, on any dump', async () => {
    for (const { name, path } of labDumps().filter(({ complete }) => complete)) {
      const kernel = await openKernel(path);
      const { types } = kernel.objects;
      assert.deepEqual(kernel.types?.problems, [], name);
      for (const struct of sampleNames(types)) {
        const type = types.findStruct(struct);
        assert.ok(type, `${name}: ${struct}`);
        for (const { offset, sizeBytes, declaration } of typeLayout(type).members ?? []) {
          assert.ok(offset + sizeBytes <= type.sizeBytes, `${name}: ${struct}: ${declaration}`);
        }
      }
      kernel.dump.close();
    }
  });

  it('of modules build on the kernel’s', async () => {
    // With slab pages left out (makedumpfile and 7.2), the list of modules' types is gone as well.
    const dumps = labDumps().filter(
      ({ complete, kernel, how }) =>
        complete && /^6|^7/.test(kernel) && !/flattened/.test(how) && !/^6\.1\..*arm64/.test(kernel),
    );
    assert.ok(dumps.length >= 4);
    for (const { name, path } of dumps) {
      const kernel = await openKernel(path);
      const block = kernel.allTypes.findStruct('virtio_blk');
      assert.ok(block, name);
      const { members = [], sizeBytes } = typeLayout(block);
      assert.equal(
        members.find((member) => member.name === 'vdev')?.declaration,
        'struct virtio_device *vdev',
        name,
      );
      assert.ok(
        members.every(({ offset, sizeBytes: memberSize }) => offset + memberSize <= sizeBytes),
        name,
      );
      assert.equal(kernel.objects.types.findStruct('virtio_blk'), undefined, name);
      kernel.dump.close();
    }
  });
});
