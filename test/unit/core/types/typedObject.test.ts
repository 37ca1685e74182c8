import assert from 'node:assert/strict';
import { VmcoreError } from '../../../../core/base/errors';
import { objectData } from '../../../../core/report/objects/objectData';
import { ifKnown } from '../../../../core/types/errors';
import { TypedObject, type ObjectSpace } from '../../../../core/types/typedObject';
import { walkHashList, walkList } from '../../../../core/types/lists';
import { walkXarray } from '../../../../core/types/xarray';
import { BtfBuilder } from '../../../support/btfBuilder';
import { builtTypes } from '../../../support/builtTypes';
import { at, FakeKernelMemory } from '../../../support/fakeKernelMemory';
import { FakeObjects } from '../../../support/fakeObjects';
import { taskTypes } from '../../../support/taskTypes';

const start = 0xffff_8000_0000_1000n;

function thingTypes(littleEndian: boolean): BtfBuilder {
  const btf = new BtfBuilder(littleEndian);
  const int = btf.integer('int', 4, { signed: true });
  const bool = btf.integer('_Bool', 1, { boolean: true });
  const text = btf.array(btf.integer('char', 1, { signed: true }), 8);
  const thing = btf.next;
  btf.struct('thing', 48, [
    ['number', int, 0],
    ['low', int, 32, 3],
    ['high', int, 35, 5],
    ['yes', bool, 48],
    ['name', text, 64],
    ['other', btf.next + 1, 128],
    ['numbers', btf.next + 2, 192],
    ['colour', btf.next + 3, 320],
  ]);
  btf.pointer(thing);
  btf.array(int, 4);
  btf.enumeration('colour', 4, { RED: 1, BLUE: 7 });
  return btf;
}

function thing(littleEndian = true): { object: TypedObject; memory: FakeKernelMemory; bytes: DataView } {
  const memory = new FakeKernelMemory({ littleEndian, wordSizeBytes: 8 });
  const bytes = new Uint8Array(48);
  memory.add(start, bytes);
  const space: ObjectSpace = {
    memory,
    types: builtTypes(thingTypes(littleEndian), littleEndian),
    machine: memory.words,
    stripPointer: at,
  };
  return { object: TypedObject.ofStruct(space, 'thing', start), memory, bytes: new DataView(bytes.buffer) };
}

const codeOf = (read: () => unknown): string | undefined => {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof VmcoreError ? error.code : String(error);
  }
};

describe('a typed object', () => {
  for (const littleEndian of [true, false]) {
    it(`reads numbers, bit fields and pointers (${littleEndian ? 'little' : 'big'} endian)`, () => {
      const { object, bytes } = thing(littleEndian);
      bytes.setInt32(0, -5, littleEndian);
      // Three bits 010 and five bits 10001, from the end of the byte where the machine begins.
      bytes.setUint8(4, littleEndian ? 0b10001_010 : 0b010_10001);
      bytes.setBigUint64(16, start, littleEndian);
      bytes.setInt32(24 + 2 * 4, 77, littleEndian);
      assert.equal(object.member('number').number, -5);
      assert.equal(object.member('low').number, 2);
      assert.equal(object.member('high').number, -15);
      assert.equal(object.member('other').target.member('number').value, -5n);
      assert.equal(object.member('numbers').element(2).number, 77);
      assert.equal(object.member('absent', 'number').number, -5);
    });
  }

  it('names what is missing and never reads it as zero', () => {
    const { object, memory } = thing();
    memory.remove(start + 2n, 8);
    assert.equal(
      codeOf(() => object.member('number').value),
      'memory-absent',
    );
    assert.equal(
      codeOf(() => object.member('nothing')),
      'member-missing',
    );
    assert.equal(
      codeOf(() => object.as('nothing')),
      'type-missing',
    );
    assert.equal(
      codeOf(() => object.target),
      'type-unfit',
    );
    assert.equal(
      codeOf(() => object.value),
      'type-unfit',
    );
    assert.equal(
      codeOf(() => object.text),
      'type-unfit',
    );
    assert.equal(
      ifKnown(() => object.member('number').value),
      undefined,
    );
    assert.equal(
      ifKnown(() => object.member('colour').value),
      0n,
    );
    assert.equal(
      codeOf(() => ifKnown(() => object.value)),
      'type-unfit',
    );
  });

  it('reads text up to its end, whatever is missing behind', () => {
    const { object, memory, bytes } = thing();
    new Uint8Array(bytes.buffer).set(Buffer.from('abc\0'), 8);
    memory.remove(start + 14n, 2);
    assert.equal(object.member('name').text, 'abc');
    memory.remove(start + 11n, 1);
    assert.equal(
      codeOf(() => object.member('name').text),
      'memory-absent',
    );
  });

  it('shows itself whole, gaps with their reason', () => {
    const { object, memory, bytes } = thing();
    bytes.setUint8(6, 1);
    bytes.setInt32(40, 7, true);
    new Uint8Array(bytes.buffer).set(Buffer.from('a"\x1b\0'), 8);
    memory.remove(start, 4);
    const { type, members = [] } = objectData(object, undefined);
    assert.equal(type, 'struct thing');
    assert.match(members[0]?.absent ?? '', /^The dump lacks int at 0xffff800000001000/);
    assert.deepEqual(
      members.slice(1).map(({ name, value }) => [name, value]),
      [
        ['low', '0'],
        ['high', '0'],
        ['yes', 'true'],
        ['name', '"a\\"\\u001b"'],
        ['other', '0x0'],
        ['numbers', undefined],
        ['colour', 'BLUE'],
      ],
    );
  });
});

describe('walks', () => {
  it('follow lists, and hash lists that end with a null pointer', () => {
    const fake = new FakeObjects(taskTypes());
    const head = fake.allocate('list_head');
    const tasks = [1, 2, 3].map(() => fake.allocate('task_struct'));
    fake.link([head, ...tasks.map((task) => fake.addressOf('task_struct', task, 'tasks'))]);
    const list = walkList(fake.objects.struct('list_head', head), 'task_struct', 'tasks');
    assert.deepEqual(
      list.entries.map(({ address }) => address),
      tasks,
    );
    assert.equal(list.problem, undefined);

    const hash = fake.allocate('hlist_head');
    const links = tasks.map((task) => fake.addressOf('task_struct', task, 'pid_links'));
    fake.set('hlist_head', hash, { first: links[0] ?? 0n });
    fake.set('hlist_node', links[0] ?? 0n, { next: links[1] ?? 0n });
    const { entries, problem } = walkHashList(
      fake.objects.struct('hlist_head', hash),
      'task_struct',
      'pid_links',
    );
    assert.deepEqual([entries.map(({ address }) => address), problem], [tasks.slice(0, 2), undefined]);
  });

  it('find each entry of an xarray with its index, and end when it contains itself', () => {
    const fake = new FakeObjects(taskTypes());
    const array = fake.allocate('xarray');
    const [root, node] = [fake.allocate('xa_node'), fake.allocate('xa_node')];
    fake.set('xarray', array, { xa_head: root + 2n });
    fake.set('xa_node', root, { shift: 6n, 'slots[0]': 0x1000n, 'slots[3]': node + 2n, 'slots[5]': 258n });
    fake.set('xa_node', node, { 'slots[1]': 0x2000n, 'slots[63]': 7n });
    const { entries, problem } = walkXarray(fake.objects.struct('xarray', array));
    assert.deepEqual(
      entries.map(({ index, entry }) => [index, entry]),
      [
        [0n, 0x1000n],
        [193n, 0x2000n],
        [255n, 7n],
      ],
    );
    assert.equal(problem, undefined);
    fake.set('xa_node', node, { 'slots[2]': root + 2n, 'slots[3]': root + 2n });
    assert.equal(walkXarray(fake.objects.struct('xarray', array)).problem?.code, 'tree-corrupt');
  });
});
