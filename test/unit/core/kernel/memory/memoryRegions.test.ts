import assert from 'node:assert/strict';
import {
  accessText,
  readMemoryRegions,
  type MemoryRegions,
} from '../../../../../core/kernel/memory/memoryRegions';
import { BtfBuilder } from '../../../../support/btfBuilder';
import { FakeObjects } from '../../../../support/fakeObjects';

/** A kernel of before 6.1, whose regions are on a list. */
function regionTypes(): BtfBuilder {
  const btf = new BtfBuilder();
  const word = btf.integer('unsigned long', 8);
  const file = btf.pointer(btf.struct('file', 8, [['f_mode', word, 0]]));
  const region = btf.struct('vm_area_struct', 48, [
    ['vm_start', word, 0],
    ['vm_end', word, 64],
    ['vm_flags', word, 128],
    ['vm_file', file, 192],
    ['vm_pgoff', word, 256],
    ['vm_next', btf.next + 1, 320],
  ]);
  const regionPointer = btf.pointer(region);
  btf.struct('mm_struct', 40, [
    ['mmap', regionPointer, 0],
    ['start_brk', word, 64],
    ['brk', word, 128],
    ['start_stack', word, 192],
  ]);
  return btf;
}

interface World {
  readonly kernel: FakeObjects;
  readonly mm: bigint;
  readonly regions: readonly bigint[];
  readonly read: () => MemoryRegions;
}

/** Text, heap and stack. */
function world(): World {
  const kernel = new FakeObjects(regionTypes());
  const mm = kernel.allocate('mm_struct');
  const bounds = [
    [0x40_0000n, 0x40_1000n, 0x75n],
    [0x60_0000n, 0x62_0000n, 0x73n],
    [0x7ffc_0000n, 0x7ffd_0000n, 0x173n],
  ] as const;
  const regions = bounds.map(() => kernel.allocate('vm_area_struct'));
  bounds.forEach(([start, end, flags], index) => {
    const next = regions[index + 1] ?? 0n;
    const at = regions[index] ?? 0n;
    kernel.set('vm_area_struct', at, { vm_start: start, vm_end: end, vm_flags: flags, vm_next: next });
  });
  kernel.set('mm_struct', mm, {
    mmap: regions[0] ?? 0n,
    start_brk: 0x60_0000n,
    brk: 0x61_f000n,
    start_stack: 0x7ffc_8000n,
  });
  const read = (): MemoryRegions => readMemoryRegions(kernel.objects, kernel.objects.struct('mm_struct', mm));
  return { kernel, mm, regions, read };
}

describe('the memory map of a process', () => {
  it('has every region in order, named by what lies there', () => {
    const { regions, problems } = world().read();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      regions.map(({ start, end, flags, name }) => [start, end, flags && accessText(flags), name]),
      [
        [0x40_0000n, 0x40_1000n, 'r-xp', undefined],
        [0x60_0000n, 0x62_0000n, 'rw-p', '[heap]'],
        [0x7ffc_0000n, 0x7ffd_0000n, 'rw-p', '[stack]'],
      ],
    );
  });

  it('is empty without an mm_struct', () => {
    const { kernel } = world();
    const none = kernel.objects.struct('mm_struct', 0n);
    assert.deepEqual(readMemoryRegions(kernel.objects, none), { regions: [], problems: [] });
  });

  it('ends with a problem where the list runs in a circle', () => {
    const { kernel, regions, read } = world();
    kernel.set('vm_area_struct', regions[2] ?? 0n, { vm_next: regions[0] ?? 0n });
    const found = read();
    assert.equal(found.regions.length, 3);
    assert.match(found.problems[0]?.message ?? '', /after 3 regions, the list runs in a circle/);
  });

  it('says how many regions the dump lacks', () => {
    const { kernel, regions, read } = world();
    kernel.remove(regions[1] ?? 0n);
    const found = read();
    assert.deepEqual(
      found.regions.map(({ start }) => start),
      [0x40_0000n],
    );
    assert.deepEqual(
      found.problems.map(({ message }) => message),
      [
        'The memory map is incomplete: after 2 regions, the dump lacks the link to the next one.',
        'The dump lacks 1 regions of the memory map.',
      ],
    );
  });

  it('shows access as /proc/PID/maps does', () => {
    assert.equal(accessText(0x80n | 0x3n), 'rw-s');
    assert.equal(accessText(0n), '---p');
  });
});
