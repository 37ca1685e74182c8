import assert from 'node:assert/strict';
import { VmcoreError } from '../../../../../core/base/errors';
import { readMemoryUsage } from '../../../../../core/kernel/memory/memoryUsage';
import { FakeObjects } from '../../../../support/fakeObjects';
import { structTypes } from '../../../../support/structTypes';

/** The counters of this kernel; in no kernel's order. */
const nodeItems = {
  NR_SHMEM: 0,
  NR_FILE_PAGES: 1,
  NR_SLAB_RECLAIMABLE_B: 2,
  NR_SLAB_UNRECLAIMABLE_B: 3,
  NR_SWAPCACHE: 4,
};

class FakeNode extends FakeObjects {
  readonly node: bigint;

  constructor() {
    const types = structTypes({
      zone: { present_pages: 'u64', managed_pages: 'atomic_long_t', vm_stat: 'atomic_long_t[2]' },
      pglist_data: { node_zones: 'zone[2]', vm_stat: 'atomic_long_t[5]' },
      address_space: { nrpages: 'u64' },
      inode: { i_sb_list: 'list_head', i_mapping: 'address_space*' },
      super_block: { s_inodes: 'list_head' },
    });
    types.enumeration('node_stat_item', 4, nodeItems);
    types.enumeration('zone_stat_item', 4, { NR_OTHER: 0, NR_FREE_PAGES: 1 });
    super(types);
    this.node = this.allocate('pglist_data');
    this.symbols.set('contig_page_data', this.node);
    this.set('pglist_data', this.node, {
      'node_zones[1].present_pages': 900n,
      'node_zones[1].managed_pages.counter': 800n,
      'node_zones[1].vm_stat[1].counter': 300n,
      // A zone without pages does not count, whatever stands in it.
      'node_zones[0].managed_pages.counter': 7n,
      'vm_stat[0].counter': 40n,
      'vm_stat[1].counter': 150n,
      'vm_stat[2].counter': 20n,
      'vm_stat[3].counter': 30n,
      'vm_stat[4].counter': 5n,
    });
  }

  /** One block device with so many pages cached. */
  blockDevice(pages: bigint): bigint {
    const mapping = this.allocate('address_space');
    this.set('address_space', mapping, { nrpages: pages });
    const inode = this.allocate('inode');
    this.set('inode', inode, { i_mapping: mapping });
    const superBlock = this.allocate('super_block');
    this.link([
      this.addressOf('super_block', superBlock, 's_inodes'),
      this.addressOf('inode', inode, 'i_sb_list'),
    ]);
    const pointer = this.allocate('list_head');
    this.memory.write64(BigInt.asUintN(32, pointer), superBlock);
    this.symbols.set('blockdev_superblock', pointer);
    return inode;
  }
}

describe('memory use', () => {
  it('comes from the counters of nodes and zones', () => {
    const kernel = new FakeNode();
    kernel.blockDevice(25n);
    const usage = readMemoryUsage(kernel.objects);
    assert.deepEqual(
      [usage.totalPages, usage.freePages, usage.usedPages, usage.sharedMemoryPages],
      [800, 300, 500, 40],
    );
    assert.deepEqual([usage.slabPages, usage.reclaimableSlabPages], [50, 20]);
    assert.deepEqual([usage.bufferPages, usage.cachedPages], [25, 150 - 5 - 25]);
  });

  it('leaves open what the dump does not tell, and what would follow from it', () => {
    const kernel = new FakeNode();
    const inode = kernel.blockDevice(25n);
    kernel.set('inode', inode, { 'i_sb_list.next': 0n });
    const usage = readMemoryUsage(kernel.objects);
    assert.deepEqual([usage.bufferPages, usage.cachedPages], [undefined, undefined]);
    assert.deepEqual(
      [usage.swapPages, usage.commitLimitPages, usage.committedPages],
      [undefined, undefined, undefined],
    );
    kernel.remove(kernel.node);
    const without = readMemoryUsage(kernel.objects);
    assert.deepEqual(
      [without.totalPages, without.freePages, without.usedPages, without.slabPages],
      [undefined, undefined, undefined, undefined],
    );
  });

  it('is unknown, not nothing, where no symbol leads to the nodes', () => {
    const kernel = new FakeNode();
    kernel.symbols.delete('contig_page_data');
    assert.throws(
      () => readMemoryUsage(kernel.objects),
      (error) => error instanceof VmcoreError && error.code === 'variable-missing',
    );
  });
});
