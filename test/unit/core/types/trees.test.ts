import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TypedObject } from '../../../../core/types/typedObject';
import { walkMapleTree } from '../../../../core/types/mapleTree';
import { walkRadixTree } from '../../../../core/types/radixTree';
import { walkRbTree } from '../../../../core/types/rbTree';
import { walkXarray } from '../../../../core/types/xarray';
import { FakeObjects, imageAt } from '../../../support/fakeObjects';
import { tallRadixTreeTypes, treeTypes } from '../../../support/treeTypes';

/** A balanced tree of so many fruits, weighing 0, 1, 2 …; returns them in that order. */
function plantFruits(fake: FakeObjects, root: bigint, count: number): readonly bigint[] {
  const fruits = Array.from({ length: count }, (_, weight) => {
    const fruit = fake.allocate('fruit');
    fake.set('fruit', fruit, { weight: BigInt(weight) });
    return fruit;
  });
  const plant = (from: number, to: number, parent: bigint): bigint => {
    if (from >= to) return 0n;
    const middle = (from + to) >> 1;
    const fruit = fruits[middle] ?? 0n;
    const link = fake.addressOf('fruit', fruit, 'link');
    fake.set('fruit', fruit, {
      'link.__rb_parent_color': parent | BigInt(middle % 2),
      'link.rb_left': plant(from, middle, link),
      'link.rb_right': plant(middle + 1, to, link),
    });
    return link;
  };
  fake.set('rb_root', root, { rb_node: plant(0, count, 0n) });
  return fruits;
}

const addresses = (objects: readonly TypedObject[]): readonly bigint[] =>
  objects.map(({ address }) => address);

/** Writes random words over the objects of a fake kernel. */
const damage = fc.array(fc.tuple(fc.nat(0x8000), fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn })), {
  minLength: 1,
  maxLength: 12,
});

function damageObjects(fake: FakeObjects, words: readonly (readonly [number, bigint])[]): void {
  for (const [offset, value] of words) {
    fake.memory.write64(BigInt.asUintN(32, imageAt) + 0x10000n + BigInt(offset & ~7), value);
  }
}

describe('a red-black tree', () => {
  it('is walked in its order, whatever kind of root it has', () => {
    for (const rootType of ['rb_root', 'rb_root_cached']) {
      for (const count of [0, 1, 2, 33]) {
        const fake = new FakeObjects(treeTypes());
        const root = fake.allocate(rootType);
        const fruits = plantFruits(fake, root, count);
        const walk = walkRbTree(fake.objects.struct(rootType, root), 'fruit', 'link');
        assert.deepEqual([addresses(walk.entries), walk.problem], [fruits, undefined]);
      }
    }
  });

  it('keeps what hangs on other branches when one is gone, circular or wild', () => {
    for (const [how, code] of [
      ['removed', 'tree-incomplete'],
      ['circular', 'tree-corrupt'],
      ['wild', 'tree-corrupt'],
    ] as const) {
      const fake = new FakeObjects(treeTypes());
      const root = fake.allocate('rb_root');
      const fruits = plantFruits(fake, root, 7);
      // Of seven fruits number 1 is the top of the left branch and 3 the root.
      const top = fruits[3] ?? 0n;
      const elsewhere = how === 'circular' ? fake.addressOf('fruit', top, 'link') : fake.allocate('fruit');
      if (how === 'removed') fake.remove(fruits[1] ?? 0n);
      else fake.set('fruit', top, { 'link.rb_left': elsewhere });
      const { entries, problem } = walkRbTree(fake.objects.struct('rb_root', root), 'fruit', 'link');
      assert.deepEqual([addresses(entries), problem?.code], [fruits.slice(3), code]);
    }
  });

  it('takes nothing for a branch that names another parent', () => {
    const fake = new FakeObjects(treeTypes());
    const root = fake.allocate('rb_root');
    const fruits = plantFruits(fake, root, 7);
    fake.set('fruit', fruits[5] ?? 0n, { 'link.__rb_parent_color': root });
    const { entries, problem } = walkRbTree(fake.objects.struct('rb_root', root), 'fruit', 'link');
    assert.deepEqual(addresses(entries), fruits.slice(0, 4));
    assert.match(problem?.message ?? '', /does not name the one above it/);
  });

  it('ends with no entry twice, however it is damaged', () => {
    fc.assert(
      fc.property(damage, (words) => {
        const fake = new FakeObjects(treeTypes());
        const root = fake.allocate('rb_root');
        plantFruits(fake, root, 20);
        damageObjects(fake, words);
        const { entries } = walkRbTree(fake.objects.struct('rb_root', root), 'fruit', 'link');
        assert.equal(new Set(addresses(entries)).size, entries.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a radix tree', () => {
  it('is an xarray since 4.20', () => {
    const fake = new FakeObjects(treeTypes());
    const [array, node] = [fake.allocate('xarray'), fake.allocate('xa_node')];
    fake.set('xarray', array, { xa_head: node + 2n });
    fake.set('xa_node', node, { 'slots[7]': 0x1000n, 'slots[8]': 30n });
    const expected = { entries: [{ index: 7n, entry: 0x1000n }] };
    assert.deepEqual(walkRadixTree(fake.objects.struct('xarray', array)), expected);
    assert.deepEqual(walkXarray(fake.objects.struct('xarray', array)), expected);
  });

  it('marks its nodes by the lowest bit before, and siblings by a pointer to the slot they belong to', () => {
    const fake = new FakeObjects(treeTypes());
    const root = fake.allocate('radix_tree_root');
    const [top, node] = [fake.allocate('radix_tree_node'), fake.allocate('radix_tree_node')];
    const slot = fake.addressOf('radix_tree_node', node, 'slots[4]');
    fake.set('radix_tree_root', root, { rnode: top + 1n });
    fake.set('radix_tree_node', top, { shift: 6n, 'slots[0]': 0x4000n, 'slots[2]': node + 1n });
    fake.set('radix_tree_node', node, { 'slots[4]': 0x5000n, 'slots[5]': slot + 1n, 'slots[9]': 0x6002n });
    assert.deepEqual(walkRadixTree(fake.objects.struct('radix_tree_root', root)), {
      entries: [
        { index: 0n, entry: 0x4000n },
        { index: 132n, entry: 0x5000n },
        { index: 137n, entry: 0x6002n },
      ],
    });
  });

  it('tells its height in the root alone before 4.7', () => {
    const fake = new FakeObjects(tallRadixTreeTypes());
    const root = fake.allocate('radix_tree_root');
    const [top, node] = [fake.allocate('radix_tree_node'), fake.allocate('radix_tree_node')];
    fake.set('radix_tree_root', root, { height: 2n, rnode: top + 1n });
    fake.set('radix_tree_node', top, { 'slots[1]': node + 1n });
    fake.set('radix_tree_node', node, { 'slots[3]': 0x7000n });
    assert.deepEqual(walkRadixTree(fake.objects.struct('radix_tree_root', root)), {
      entries: [{ index: 67n, entry: 0x7000n }],
    });
    fake.set('radix_tree_node', node, { 'slots[0]': top + 1n, 'slots[1]': 0xffff_ffff_0000_0001n });
    const { entries, problem } = walkRadixTree(fake.objects.struct('radix_tree_root', root));
    assert.deepEqual([entries, problem?.code], [[{ index: 67n, entry: 0x7000n }], 'tree-corrupt']);
  });
});

describe('a maple tree', () => {
  /** Nodes are 256 bytes apart; a pointer to one carries its type and a bit, the root's another one. */
  const link = (node: bigint, type: number): bigint => node | BigInt(type << 3) | 4n;

  /** Two leaves below a node that knows its gaps, the second leaf full. */
  function plant(): { readonly fake: FakeObjects; readonly tree: TypedObject; readonly nodes: bigint[] } {
    const fake = new FakeObjects(treeTypes());
    const tree = fake.allocate('maple_tree');
    const nodes = Array.from({ length: 3 }, () => fake.allocate('maple_node'));
    const [top = 0n, left = 0n, right = 0n] = nodes;
    fake.set('maple_tree', tree, { ma_root: link(top, 3) | 2n });
    fake.set('maple_node', top, {
      'ma64.pivot[0]': 0xffffn,
      'ma64.pivot[5]': 0x1234n,
      'ma64.slot[0]': link(left, 1),
      'ma64.slot[1]': link(right, 1),
      'ma64.meta.end': 1n,
    });
    fake.set('maple_node', left, {
      'mr64.pivot[0]': 0xfn,
      'mr64.pivot[1]': 0x1fn,
      'mr64.pivot[2]': 0x2fn,
      'mr64.slot[1]': 0x1000n,
      'mr64.slot[2]': 0x406n,
      'mr64.slot[3]': 0x2000n,
      'mr64.meta.end': 3n,
    });
    for (let slot = 0; slot < 16; slot++) {
      fake.set('maple_node', right, {
        [`mr64.slot[${slot}]`]: 0x10_0000n + BigInt(slot * 8),
        ...(slot < 15 && { [`mr64.pivot[${slot}]`]: 0x1_0000n + BigInt(slot) }),
      });
    }
    return { fake, tree: fake.objects.struct('maple_tree', tree), nodes };
  }

  it('gives each range that holds something', () => {
    const { entries, problem } = walkMapleTree(plant().tree);
    assert.equal(problem, undefined);
    assert.deepEqual(entries.slice(0, 3), [
      { first: 0x10n, last: 0x1fn, entry: 0x1000n },
      { first: 0x30n, last: 0xffffn, entry: 0x2000n },
      { first: 0x1_0000n, last: 0x1_0000n, entry: 0x10_0000n },
    ]);
    assert.deepEqual(entries.at(-1), { first: 0x1_000fn, last: (1n << 64n) - 1n, entry: 0x10_0078n });
    assert.equal(entries.length, 18);
  });

  it('may be empty, hold one entry without a node, or be dense', () => {
    const fake = new FakeObjects(treeTypes());
    const tree = fake.allocate('maple_tree');
    const walk = (): unknown => walkMapleTree(fake.objects.struct('maple_tree', tree));
    assert.deepEqual(walk(), { entries: [] });
    fake.set('maple_tree', tree, { ma_root: 0x1000n });
    assert.deepEqual(walk(), { entries: [{ first: 0n, last: 0n, entry: 0x1000n }] });
    const node = fake.allocate('maple_node');
    fake.set('maple_tree', tree, { ma_root: link(node, 0) | 2n });
    fake.set('maple_node', node, { 'slot[3]': 0x3000n });
    assert.deepEqual(walk(), { entries: [{ first: 3n, last: 3n, entry: 0x3000n }] });
  });

  it('says what is wrong with it and keeps the rest', () => {
    const expectations: readonly [(fake: FakeObjects, nodes: bigint[]) => void, RegExp, number][] = [
      [
        (fake, [, left = 0n]) => {
          fake.remove(left);
        },
        /incomplete: after 0 entries/,
        16,
      ],
      [
        (fake, [top = 0n]) => {
          fake.set('maple_node', top, { 'ma64.slot[0]': link(top, 3) });
        },
        /runs in a circle/,
        16,
      ],
      [
        (fake, [, left = 0n]) => {
          fake.set('maple_node', left, { 'mr64.pivot[1]': 3n });
        },
        /out of order/,
        16,
      ],
      [
        (fake, [top = 0n]) => {
          fake.set('maple_node', top, { 'ma64.slot[1]': 8n });
        },
        /leads to no node/,
        2,
      ],
      [
        (fake, [top = 0n, left = 0n]) => {
          fake.set('maple_node', top, { 'ma64.slot[0]': link(left, 9) });
        },
        /unknown type 9/,
        16,
      ],
    ];
    for (const [breakTree, message, count] of expectations) {
      const { fake, tree, nodes } = plant();
      breakTree(fake, nodes);
      const { entries, problem } = walkMapleTree(tree);
      assert.match(problem?.message ?? '', message);
      assert.equal(entries.length, count, problem?.message);
    }
  });

  it('ends with its ranges in order, however it is damaged', () => {
    fc.assert(
      fc.property(damage, (words) => {
        const { fake, tree } = plant();
        damageObjects(fake, words);
        const { entries } = walkMapleTree(tree);
        let end = -1n;
        for (const { first, last } of entries) {
          assert.ok(first > end && last >= first);
          end = last;
        }
      }),
      { numRuns: 60 },
    );
  });
});
