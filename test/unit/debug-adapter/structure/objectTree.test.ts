import assert from 'node:assert/strict';
import { neverCancelled } from '../../../../core/base/cancellation';
import type { TypedObject } from '../../../../core/types/typedObject';
import { completeType } from '../../../../debug-adapter/structure/completeType';
import { differ } from '../../../../debug-adapter/structure/differ';
import { findMembers } from '../../../../debug-adapter/structure/findMembers';
import { ObjectTree } from '../../../../debug-adapter/structure/objectTree';
import { markOf } from '../../../../debug-adapter/structure/valueMarks';
import { ValueReader } from '../../../../debug-adapter/variables/valueReader';
import { BtfBuilder } from '../../../support/btfBuilder';
import { FakeObjects } from '../../../support/fakeObjects';

function types(): BtfBuilder {
  const btf = new BtfBuilder();
  const int = btf.integer('int', 4, { signed: true });
  const u64 = btf.integer('u64', 8);
  const list = btf.struct('list_head', 16, [
    ['next', btf.next + 1, 0],
    ['prev', btf.next + 1, 64],
  ]);
  btf.pointer(list);
  const task = btf.next;
  btf.struct('task_struct', 128, [
    ['pid', int, 0],
    ['children', list, 64],
    ['sibling', list, 192],
    ['parent', btf.next + 1, 320],
    ['strange', list, 384],
    ['poisoned', u64, 512],
    ['pair', btf.next + 2, 576],
  ]);
  btf.pointer(task);
  btf.struct('pair', 16, [
    ['left', u64, 0],
    ['right', u64, 64],
  ]);
  return btf;
}

describe('an object by paths', () => {
  const fake = new FakeObjects(types());
  const [init, first, second] = ['a', 'b', 'c'].map(() => fake.allocate('task_struct'));
  assert.ok(init && first && second);
  const values = new ValueReader({
    space: () => fake.objects,
    nameOf: () => undefined,
    findAddress: fake.objects.findAddress,
  });
  const treeOf = (address: bigint): ObjectTree =>
    new ObjectTree(values, fake.objects.struct('task_struct', address), { hex: false });
  const tree = treeOf(init);
  const names = async (path: readonly string[]): Promise<readonly string[]> => {
    const level = await tree.level(path);
    return (await level.read(0, level.total)).map(({ shown }) => `${shown.name} ${shown.value}`);
  };

  before(() => {
    const sibling = (task: bigint): bigint => fake.addressOf('task_struct', task, 'sibling');
    fake.set('task_struct', init, { pid: 0n, parent: init, poisoned: 0x6b6b6b6b6b6b6b6bn, 'pair.right': 9n });
    fake.set('task_struct', first, { pid: 1n, parent: init });
    fake.set('task_struct', second, { pid: 2n });
    fake.link([fake.addressOf('task_struct', init, 'children'), sibling(first), sibling(second)]);
    fake.link([
      fake.addressOf('task_struct', init, 'strange'),
      fake.addressOf('task_struct', first, 'strange'),
    ]);
  });

  it('shows what hangs on a list, known or named', async () => {
    assert.equal((await names(['1']))[0], '[list] 2 entries');
    assert.deepEqual(await names(['1', '0', '1']), await names(['1', 'as task_struct.sibling', '1']));
    assert.equal((await names(['4', 'as task_struct.strange', '0']))[0], 'pid 1');
  });

  it('counts offsets from the object that a pointer or a list leads to', async () => {
    const [, inside] = await (await tree.level(['1', '0', '0'])).read(0, 2);
    assert.equal(inside?.base, first);
    assert.equal(inside.shown.object?.address, first + 8n);
    const [behind] = await (await tree.level(['3'])).read(0, 1);
    assert.equal(behind?.base, init);
  });

  it('refuses paths and links that lead nowhere', async () => {
    await assert.rejects(tree.level(['99']), { code: 'row-missing' });
    await assert.rejects(tree.level(['x']), { code: 'row-missing' });
    await assert.rejects(tree.level(['0', 'as task_struct.sibling']), { code: 'not-a-chain' });
    await assert.rejects(tree.level(['1', 'as task_struct.nothing']), { code: 'link-unfit' });
  });

  it('marks NULL and what was freed', () => {
    const member = (task: bigint, name: string): TypedObject =>
      fake.objects.struct('task_struct', task).member(name);
    assert.equal(markOf(member(second, 'parent'))?.text, 'NULL');
    assert.equal(markOf(member(init, 'poisoned'))?.text, '6b6b freed');
    assert.equal(markOf(member(init, 'pid')), undefined);
    assert.equal(markOf(fake.objects.struct('task_struct', 0xffff_ffff_f000_0000n))?.kind, 'excluded');
  });

  it('tells nested values apart by their bytes', async () => {
    const [one, other] = await Promise.all([tree.node(['6']), treeOf(first).node(['6'])]);
    assert.ok(differ(one, other));
    assert.ok(!differ(one, await treeOf(init).node(['6'])));
  });

  it('finds members by name, value, dotted path and mark', async () => {
    const find = async (text: string): Promise<readonly string[]> =>
      (await findMembers(tree, text, neverCancelled)).paths.map((path) => path.join('/'));
    assert.deepEqual(await find('RIGHT'), ['6/1']);
    assert.deepEqual(await find('pair.right'), ['6/1']);
    assert.deepEqual(await find('is:freed'), ['5']);
    assert.deepEqual(await find('9'), ['5', '6/1'], 'a struct is not found by what its members hold');
  });

  it('stops searching when it is told to', async () => {
    await assert.rejects(findMembers(tree, 'x', { isCancelled: true }), { code: 'cancelled' });
  });

  it('completes types by their beginning, then by parts', () => {
    assert.deepEqual(completeType(fake.objects.types, 'struct task'), ['task_struct']);
    assert.deepEqual(completeType(fake.objects.types, 'ta'), ['task_struct', 'list_head']);
    assert.deepEqual(completeType(fake.objects.types, 'head'), ['list_head']);
    assert.deepEqual(completeType(fake.objects.types, 'tsk'), ['task_struct']);
    assert.deepEqual(completeType(fake.objects.types, ''), []);
  });
});
