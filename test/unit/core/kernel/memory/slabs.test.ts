import assert from 'node:assert/strict';
import { readSlabCaches, type SlabCache } from '../../../../../core/kernel/memory/slabs';
import { FakeObjects } from '../../../../support/fakeObjects';
import { structTypes, type StructDefinitions } from '../../../../support/structTypes';

const common: StructDefinitions = {
  kmem_cache_order_objects: { x: 'u32' },
  kmem_cache_node: { partial: 'list_head', nr_slabs: 'atomic_long_t', total_objects: 'atomic_long_t' },
  slab: { slab_list: 'list_head', next: 'slab*', inuse: 'u16', objects: 'u16' },
  kmem_cache_cpu: { freelist: 'void*', slab: 'slab*', partial: 'slab*' },
  node_barn: { sheaves_full: 'list_head' },
  slab_sheaf: { barn_list: 'list_head', size: 'u32' },
  slub_percpu_sheaves: { main: 'slab_sheaf*', spare: 'slab_sheaf*', rcu_free: 'slab_sheaf*' },
  kmem_cache_per_node_ptrs: { barn: 'node_barn*', node: 'kmem_cache_node*' },
};
const cache = {
  list: 'list_head',
  name: 'char[16]',
  object_size: 'u32',
  offset: 'u32',
  oo: 'kmem_cache_order_objects',
  random: 'u64',
};

/** As 6.12 has them, with pointers of free lists hidden; or as 7.2, with sheaves. */
const withCpuSlabs = {
  ...common,
  kmem_cache: { ...cache, cpu_slab: 'kmem_cache_cpu*', node: 'kmem_cache_node*[1]' },
};
const withSheaves = {
  ...common,
  kmem_cache: { ...cache, cpu_sheaves: 'slub_percpu_sheaves*', per_node: 'kmem_cache_per_node_ptrs[1]' },
};

/** One cpu, whose per-cpu variables are 0x1000 from their symbols. */
class FakeSlabs extends FakeObjects {
  readonly cache: bigint;
  readonly node: bigint;

  constructor(definitions: StructDefinitions) {
    super(structTypes(definitions));
    for (const [name, value] of Object.entries({
      nr_cpu_ids: 1n,
      __cpu_possible_mask: 1n,
      __per_cpu_offset: 0x1000n,
    })) {
      const address = this.allocate('list_head');
      this.memory.write64(BigInt.asUintN(32, address), value);
      this.symbols.set(name, address);
    }
    const head = this.allocate('list_head');
    this.symbols.set('slab_caches', head);
    this.cache = this.allocate('kmem_cache');
    this.link([head, this.addressOf('kmem_cache', this.cache, 'list')]);
    this.node = this.allocate('kmem_cache_node');
    this.link([this.addressOf('kmem_cache_node', this.node, 'partial')]);
    this.set('kmem_cache', this.cache, { name: 'things', object_size: 64n, 'oo.x': 0x1_0040n, offset: 32n });
    this.set('kmem_cache_node', this.node, { 'nr_slabs.counter': 3n, 'total_objects.counter': 192n });
  }

  slab(inuse: bigint): bigint {
    const address = this.allocate('slab');
    this.set('slab', address, { inuse, objects: 64n });
    return address;
  }

  partial(slab: bigint): void {
    this.link([
      this.addressOf('kmem_cache_node', this.node, 'partial'),
      this.addressOf('slab', slab, 'slab_list'),
    ]);
  }

  sheaf(size: bigint): bigint {
    const address = this.allocate('slab_sheaf');
    this.set('slab_sheaf', address, { size });
    return address;
  }

  read(): SlabCache | undefined {
    const { entries, problems } = readSlabCaches(this.objects);
    assert.deepEqual(problems, []);
    return entries[0];
  }
}

/** As the kernel hides a pointer in a free object (CONFIG_SLAB_FREELIST_HARDENED). */
function hidden(pointer: bigint, at: bigint, secret: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, at));
  return pointer ^ secret ^ bytes.readBigUInt64BE();
}

function cpuSlabWorld(): FakeSlabs {
  const kernel = new FakeSlabs(withCpuSlabs);
  const secret = 0x1234_5678_9abc_def0n;
  const cpu = kernel.allocate('kmem_cache_cpu');
  const first = kernel.allocate('kmem_cache');
  const second = kernel.allocate('kmem_cache');
  kernel.memory.write64(BigInt.asUintN(32, first + 32n), hidden(second, first + 32n, secret));
  kernel.memory.write64(BigInt.asUintN(32, second + 32n), hidden(0n, second + 32n, secret));
  kernel.set('kmem_cache_cpu', cpu, { freelist: first, slab: kernel.slab(64n), partial: kernel.slab(60n) });
  kernel.set('kmem_cache', kernel.cache, { random: secret, cpu_slab: cpu - 0x1000n, 'node[0]': kernel.node });
  kernel.partial(kernel.slab(54n));
  return kernel;
}

describe('slab caches', () => {
  it('count what cpus and nodes have left of slabs, behind hidden pointers', () => {
    assert.deepEqual(cpuSlabWorld().read(), {
      name: 'things',
      address: cpuSlabWorld().cache,
      objectSizeBytes: 64,
      // 10 on the node, 4 and a list of 2 on the cpu are free.
      allocatedObjects: 192 - 10 - 4 - 2,
      totalObjects: 192,
      slabs: 3,
      slabSizeBytes: 2 * 4096,
    });
  });

  it('count the sheaves of kernels that keep free objects in them', () => {
    const kernel = new FakeSlabs(withSheaves);
    const sheaves = kernel.allocate('slub_percpu_sheaves');
    kernel.set('slub_percpu_sheaves', sheaves, { main: kernel.sheaf(5n), rcu_free: kernel.sheaf(3n) });
    const barn = kernel.allocate('node_barn');
    kernel.link([
      kernel.addressOf('node_barn', barn, 'sheaves_full'),
      kernel.addressOf('slab_sheaf', kernel.sheaf(32n), 'barn_list'),
    ]);
    kernel.set('kmem_cache', kernel.cache, {
      cpu_sheaves: sheaves - 0x1000n,
      'per_node[0].node': kernel.node,
      'per_node[0].barn': barn,
    });
    assert.equal(kernel.read()?.allocatedObjects, 192 - 5 - 3 - 32);
  });

  it('leave the number in use open where a list of free ones is broken, rather than counting too many', () => {
    const kernel = cpuSlabWorld();
    kernel.set('list_head', kernel.addressOf('kmem_cache_node', kernel.node, 'partial'), { next: 0n });
    assert.deepEqual([kernel.read()?.allocatedObjects, kernel.read()?.totalObjects], [undefined, 192]);
  });

  it('are not counted by a chain of free objects that runs in a circle', () => {
    const kernel = cpuSlabWorld();
    const [random, object] = [0n, kernel.allocate('kmem_cache')];
    kernel.memory.write64(BigInt.asUintN(32, object + 32n), hidden(object, object + 32n, random));
    const cpu = kernel.objects.struct('kmem_cache', kernel.cache).member('cpu_slab').pointer + 0x1000n;
    kernel.set('kmem_cache_cpu', cpu, { freelist: object });
    kernel.set('kmem_cache', kernel.cache, { random });
    assert.equal(kernel.read()?.allocatedObjects, undefined);
  });
});
