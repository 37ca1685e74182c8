import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VmcoreError } from '../../../../../core/base/errors';
import { readModules, type Module } from '../../../../../core/kernel/modules/modules';
import { imageAt } from '../../../../support/fakeObjects';
import { FakeModules, newModules, oldModules } from '../../../../support/fakeModules';

const base = 0xffff_ffff_c000_0000n;

/** virtio, which virtio_blk needs, and a module from elsewhere. */
function world(): FakeModules {
  const kernel = new FakeModules(newModules);
  const blk = kernel.module('virtio_blk', {
    'mem[0].base': base,
    'mem[0].size': 0x2000n,
    'mem[1].base': base + 0x10000n,
    'mem[1].size': 0x1000n,
  });
  const virtio = kernel.module('virtio', {
    'mem[0].base': base + 0x20000n,
    'mem[0].size': 0x3000n,
    'refcnt.counter': 2n,
  });
  kernel.use(blk, virtio);
  kernel.module('elsewhere', { taints: 0x3000n, state: 1n, version: kernel.text('1.2') });
  return kernel;
}

const names = (modules: readonly Module[]): string[] => modules.map(({ name }) => name);

describe('loaded modules', () => {
  it('are told with their size, users and taints', () => {
    const { modules, problems } = readModules(world().objects);
    assert.deepEqual(problems, []);
    const [blk, virtio, elsewhere] = modules;
    assert.ok(blk && virtio && elsewhere);
    assert.deepEqual(
      [blk.name, blk.base, blk.sizeBytes, blk.state, blk.useCount, blk.usedBy],
      ['virtio_blk', base, 0x3000, 'live', 0, []],
    );
    assert.deepEqual([virtio.useCount, virtio.usedBy], [1, ['virtio_blk']]);
    assert.deepEqual(
      elsewhere.taints.map(({ letter }) => letter),
      ['O', 'E'],
    );
    assert.deepEqual(
      [elsewhere.state, elsewhere.version, elsewhere.sourceVersion],
      ['coming', '1.2', undefined],
    );
    assert.deepEqual([elsewhere.base, elsewhere.sizeBytes], [undefined, 0]);
  });

  it('are read in the layout of before 6.4 as well', () => {
    const kernel = new FakeModules(oldModules);
    kernel.module('old', {
      'core_layout.base': base,
      'core_layout.size': 0x5000n,
      'core_layout.text_size': 0x2000n,
    });
    const [old] = readModules(kernel.objects).modules;
    assert.deepEqual([old?.base, old?.sizeBytes], [base, 0x5000]);
  });

  it('show their parameters as sysfs does, by their getters', () => {
    const kernel = new FakeModules(newModules);
    const number = kernel.bytes(Uint8Array.from([0xfe, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
    const yes = kernel.bytes(Uint8Array.from([1]));
    const pointer = kernel.bytes(Buffer.from(BigUint64Array.from([kernel.text('fast')]).buffer));
    const array = kernel.allocate('kparam_array');
    const count = kernel.bytes(Uint8Array.from([2, 0, 0, 0]));
    const elem = kernel.bytes(Uint8Array.from([7, 0, 9, 0, 11, 0]));
    kernel.set('kparam_array', array, {
      max: 3n,
      elemsize: 2n,
      num: count,
      elem,
      ops: kernel.operations('param_get_short'),
    });
    const wanted = [
      ['depth', 'param_get_int', { arg: number }, '-2'],
      ['mask', 'param_get_hexint', { arg: number }, '0xfffffffe'],
      ['on', 'param_get_bool', { arg: yes }, 'Y'],
      ['off', 'param_get_invbool', { arg: yes }, 'N'],
      ['mode', 'param_get_charp', { arg: pointer }, 'fast'],
      ['ports', 'param_array_get', { arr: array }, '7,9'],
      ['own', 'a_getter_of_its_own', { arg: number }, undefined],
    ] as const;
    const kp = kernel.allocate('kernel_param');
    wanted.forEach(([name, getter, values], index) => {
      const at = kp + BigInt(index * 40);
      const ops = kernel.operations(getter);
      kernel.set('kernel_param', at, { name: kernel.text(name), ops, ...values });
    });
    kernel.module('tunable', { kp, num_kp: BigInt(wanted.length) });
    assert.deepEqual(
      readModules(kernel.objects).modules[0]?.parameters,
      wanted.map(([name, , , value]) => ({ name, value })),
    );
  });

  it('have their build-id, however the kernel keeps their notes', () => {
    const note = Buffer.from('040000001400000003000000474e5500' + 'ab'.repeat(20), 'hex');
    for (const definitions of [oldModules, newModules]) {
      const kernel = new FakeModules(definitions);
      const notes = kernel.allocate('module_notes_attrs');
      const attribute = { 'attrs[1].size': BigInt(note.length), 'attrs[1].private': kernel.bytes(note) };
      kernel.set('module_notes_attrs', notes, attribute);
      if (definitions === oldModules) kernel.set('module_notes_attrs', notes, { notes: 2n });
      else {
        const attributes = [0, 1].map((index) =>
          kernel.addressOf('module_notes_attrs', notes, `attrs[${index}]`),
        );
        const list = kernel.bytes(Buffer.from(BigUint64Array.from([...attributes, 0n]).buffer));
        kernel.set('module_notes_attrs', notes, { 'grp.bin_attrs': list });
      }
      kernel.module('known', { notes_attrs: notes });
      assert.equal(readModules(kernel.objects).modules[0]?.buildId, 'ab'.repeat(20));
    }
  });

  it('are found behind a break of their list, and it is said where that is', () => {
    const kernel = world();
    const middle = readModules(kernel.objects).modules[1]?.address ?? 0n;
    kernel.set('module', middle, { 'list.next': 0n });
    const { modules, problems } = readModules(kernel.objects);
    assert.deepEqual(names(modules), ['virtio_blk', 'virtio', 'elsewhere']);
    const [problem] = problems;
    assert.ok(problem);
    assert.equal(problem.code, 'list-corrupt');
    assert.match(problem.at ?? '', /^modules, list at 0x/);
  });

  it('are unknown, not none, where nothing leads to them', () => {
    const kernel = world();
    kernel.symbols.delete('modules');
    assert.throws(
      () => readModules(kernel.objects),
      (error) => error instanceof VmcoreError && error.code === 'variable-missing',
    );
  });

  it('come out of any damage', () => {
    const damage = fc.array(
      fc.tuple(
        fc.nat(0x9000),
        fc.oneof(fc.bigInt(0n, 0xffff_ffff_ffff_ffffn), fc.bigInt(imageAt, imageAt + 0x1a000n)),
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(damage, (words) => {
        const kernel = world();
        for (const [offset, value] of words) {
          kernel.memory.write64(BigInt.asUintN(32, imageAt) + 0x10000n + BigInt(offset & ~7), value);
        }
        assert.ok(readModules(kernel.objects).modules.length <= 64);
      }),
      { numRuns: 200, interruptAfterTimeLimit: 10_000 },
    );
  });
});
