import assert from 'node:assert/strict';
import { neverCancelled } from '../../core/base/cancellation';
import { cacheNodes } from '../../core/kernel/memory/cacheNodes';
import { readCpuSlabs } from '../../core/kernel/memory/cpuSlabs';
import { readSheaves } from '../../core/kernel/memory/sheaves';
import type { SlabObject } from '../../core/kernel/memory/slabObject';
import { readSlabCaches } from '../../core/kernel/memory/slabs';
import { openKernel } from '../../core/kernel/openKernel';
import { prepareTypes } from '../../core/kernel/sources/prepareTypes';
import { Stacks } from '../../core/kernel/tasks/stacks';
import type { Kernel } from '../../core/kernel/kernel';
import { AddressMeanings } from '../../core/report/memory/addressMeanings';
import { walkList } from '../../core/types/lists';
import { crashAnswers } from './lab/crashAnswers';
import { requireDump } from './lab/labDump';
import { answerLines, drgnScript } from './lab/peerReads';

interface Opened {
  readonly kernel: Kernel;
  readonly meanings: AddressMeanings;
}

async function withMeanings(path: string, use: (opened: Opened) => Promise<void> | void): Promise<void> {
  const kernel = await openKernel(path);
  try {
    await prepareTypes(kernel, neverCancelled);
    await use({ kernel, meanings: new AddressMeanings(kernel, new Stacks(kernel)) });
  } finally {
    kernel.dump.close();
  }
}

/** Large and small objects, with and without constructor, in many slabs and in few. */
const cacheNames = [
  'task_struct',
  'kmalloc-64',
  'kmalloc-192',
  'kmalloc-4k',
  'dentry',
  'filp',
  'signal_cache',
];

/** Every object of a cache by `kmem -S`: brackets are around allocated ones. */
function crashObjects(printed: string): ReadonlyMap<string, string> {
  const rows = printed.matchAll(/^ {2}(\[| )([0-9a-f]{16})(?:\]| +\(cpu \d+ cache\)|) *$/gm);
  return new Map(
    [...rows].map(([, bracket, address = '']) => [address, bracket === '[' ? 'allocated' : 'free']),
  );
}

function useAt({ meanings }: Opened, address: bigint): string {
  const object = meanings.slabObject(address);
  return object
    ? `${object.slab.cacheName} ${object.address.toString(16)} ${meanings.useOf(object).kind}`
    : 'none';
}

/** All objects of the slabs that cpus take objects from. */
function objectsAtHand({ kernel, meanings }: Opened): readonly bigint[] {
  const found: bigint[] = [];
  for (const { address } of readSlabCaches(kernel.objects).entries) {
    const cache = kernel.objects.struct('kmem_cache', address);
    for (const { freeList } of readCpuSlabs(kernel.objects, cache)) {
      const object = freeList === 0n ? undefined : meanings.slabObject(freeList);
      if (object) found.push(...objectsOf(object));
    }
  }
  return found;
}

/** All objects of the slabs that a node has on its list. */
function objectsOfPartialSlabs(
  { objects }: Kernel,
  meanings: AddressMeanings,
  cacheName: string,
): readonly SlabObject[] {
  const cache = readSlabCaches(objects).entries.find(({ name }) => name === cacheName);
  const nodes = cacheNodes(objects, objects.struct('kmem_cache', cache?.address ?? 0n));
  return nodes.flatMap(({ counts }) =>
    walkList(counts.member('partial'), 'slab', 'slab_list').entries.flatMap((slab) => {
      const first = slab.member('freelist').pointer;
      const found = meanings.slabObject(first);
      return found ? objectsOf(found).flatMap((address) => meanings.slabObject(address) ?? []) : [];
    }),
  );
}

/** Where each object of the same slab begins. */
function objectsOf({ slab, slabStart }: SlabObject): readonly bigint[] {
  const at = (index: number): bigint => slabStart + BigInt(index * slab.strideBytes + slab.paddingBytes);
  return Array.from({ length: slab.count }, (_, index) => at(index));
}

describe('slab objects of real dumps', function () {
  this.timeout(600_000);

  for (const name of [
    'x86-5.10-main-kdump-zlib-d31',
    'x86-6.1-crash-null-deref',
    'x86-6.12-crash-null-deref',
  ]) {
    it(`are free or allocated in ${name} as crash's kmem -S says`, async () => {
      const dump = requireDump(name);
      const commands = Object.fromEntries(cacheNames.map((cache) => [cache, `kmem -S ${cache}`]));
      const answers = await crashAnswers(dump, commands);
      await withMeanings(dump.path, (opened) => {
        for (const [cache, printed] of Object.entries(answers)) {
          const peer = [...crashObjects(printed)].map(([address, use]) => `${cache} ${address} ${use}`);
          assert.ok(peer.length > 0, `${cache}: ${printed}`);
          const ours = peer.map((row) => useAt(opened, BigInt(`0x${row.split(' ')[1] ?? ''}`)));
          assert.deepEqual(ours, peer, cache);
        }
      });
    });
  }

  // drgn 0.0.22 does not recognise the slabs of 6.12.
  for (const name of ['x86-5.10-main-kdump-elf', 'x86-6.1-kdump-elf']) {
    it(`are free or allocated in ${name} as drgn says`, async () => {
      const dump = requireDump(name);
      await withMeanings(dump.path, async (opened) => {
        const addresses = objectsAtHand(opened);
        const words = addresses.map((address) => address.toString(16));
        const script = drgnScript('slabsWithDrgn.py', dump.path, dump.vmlinux ?? '');
        const peer = await answerLines(script, words);
        assert.ok(peer.length > 500, `${peer.length} objects`);
        assert.deepEqual(
          addresses.map((address) => `${address.toString(16)} ${useAt(opened, address)}`),
          peer,
        );
      });
    });
  }

  it('lie in the sheaves of 7.2, each an object of its cache that no slab holds as free', async () => {
    await withMeanings(requireDump('x86-newest-crash-null-deref').path, ({ kernel, meanings }) => {
      let count = 0;
      for (const { address } of readSlabCaches(kernel.objects).entries) {
        const cache = kernel.objects.struct('kmem_cache', address);
        for (const { sheaf, size } of readSheaves(kernel.objects, cache, cacheNodes(kernel.objects, cache))) {
          for (let index = 0; index < size; index++, count++) {
            const pointer = sheaf.member('objects').element(index).pointer;
            const object = meanings.slabObject(pointer);
            assert.equal(object?.address, pointer);
            assert.equal(object.slab.cache.address, address);
            const use = meanings.useOf(object);
            assert.ok(use.kind === 'free' && use.holder.kind !== 'slab', JSON.stringify(use));
          }
        }
      }
      assert.ok(count > 1000, `${count} objects`);
    });
  });

  it('of a debugged cache have their red zones and poison looked at, and are free where kmem -s says so', async () => {
    const dump = requireDump('x86-6.1-crash-use-after-free');
    await withMeanings(dump.path, async ({ kernel, meanings }) => {
      const objects = objectsOfPartialSlabs(kernel, meanings, 'kmalloc-64');
      const kinds = new Set(objects.map((object) => meanings.useOf(object).kind));
      assert.deepEqual([...kinds].sort(), ['allocated', 'free']);
      const command = (address: bigint): string => `kmem -s ${address.toString(16)}`;
      const answers = await crashAnswers(
        dump,
        Object.fromEntries(objects.map(({ address }) => [address.toString(16), command(address)])),
      );
      for (const object of objects) {
        const answer = answers[object.address.toString(16)] ?? '';
        const use = meanings.useOf(object);
        // It names the object by where its left red zone begins.
        assert.deepEqual([use.kind], [...crashObjects(answer).values()], answer);
        const guards = meanings.slabGuards(object);
        assert.deepEqual(guards, {
          kept: ['red zone', ...(use.kind === 'free' ? ['poison'] : [])],
          damage: [],
        });
      }
    });
  });
});
