import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { TypedObject } from '../../../../core/types/typedObject';
import type { ShownValue } from '../../../../debug-adapter/variables/containers';
import { flagText } from '../../../../debug-adapter/variables/flagText';
import { ValueReader } from '../../../../debug-adapter/variables/valueReader';
import { builtTypes } from '../../../support/builtTypes';
import { BtfBuilder } from '../../../support/btfBuilder';
import { FakeObjects } from '../../../support/fakeObjects';

function types(): BtfBuilder {
  const btf = new BtfBuilder();
  const int = btf.integer('int', 4, { signed: true });
  const char = btf.integer('char', 1, { signed: true });
  const u64 = btf.integer('u64', 8);
  const list = btf.struct('list_head', 16, [
    ['next', btf.next + 1, 0],
    ['prev', btf.next + 1, 64],
  ]);
  btf.pointer(list);
  const counter = btf.struct('atomic_t', 4, [['counter', int, 0]]);
  const task = btf.next;
  btf.struct('task_struct', 128, [
    ['usage', counter, 0],
    ['prio', int, 32],
    ['comm', btf.next + 1, 64],
    ['children', list, 192],
    ['sibling', list, 320],
    ['parent', btf.next + 2, 448],
    ['numbers', btf.next + 3, 512],
    ['name', btf.next + 4, 832],
    ['flags', int, 896],
    ['__state', int, 928],
  ]);
  btf.array(char, 16);
  btf.pointer(task);
  btf.array(u64, 5);
  btf.pointer(char);
  // As 6.18 and later have a page's flags; bit 3 and what is above say which zone it is of.
  btf.alias('typedef', u64, 'gfp_t');
  const word = btf.struct('', 8, [['f', u64, 0]]);
  const flags = btf.alias('typedef', word, 'memdesc_flags_t');
  const anonymous = btf.struct('', 8, [['flags', flags, 0]], 'union');
  btf.struct('folio', 8, [['', anonymous, 0]]);
  const pageFlags = { PG_locked: 0, PG_checked: 1, PG_pinned: 1, PG_lru: 2, __NR_PAGEFLAGS: 3 };
  btf.enumeration('pageflags', 4, pageFlags);
  return btf;
}

describe('values in a debug session', () => {
  const fake = new FakeObjects(types());
  const init = fake.allocate('task_struct');
  const [first, second] = [fake.allocate('task_struct'), fake.allocate('task_struct')];
  const values = new ValueReader({
    space: () => fake.objects,
    nameOf: (address) => (address === init ? 'init_task' : undefined),
    findAddress: fake.objects.findAddress,
  });
  const show = (address: bigint): ShownValue =>
    values.show('task', fake.objects.struct('task_struct', address), {
      hex: false,
    });
  const members = async (value: ShownValue): Promise<readonly ShownValue[]> =>
    (await value.inside?.readNamed?.({ hex: false })) ?? [];
  const member = async (value: ShownValue, name: string): Promise<ShownValue> =>
    (await members(value)).find((each) => each.name === name)!;

  before(() => {
    const children = fake.addressOf('task_struct', init, 'children');
    fake.set('task_struct', init, { comm: 'init', prio: -5n, 'usage.counter': 3n, parent: init });
    fake.set('task_struct', first, { comm: 'a\u001b[2J', parent: init, name: init + 8n });
    fake.link([children, ...[first, second].map((task) => fake.addressOf('task_struct', task, 'sibling'))]);
  });

  it('show small structs in their line, text as text, pointers by name', async () => {
    const task = show(init);
    assert.equal(task.value, '{…}');
    assert.equal((await member(task, 'usage')).value, '{counter = 3}');
    assert.equal((await member(task, 'prio')).value, '-5');
    assert.equal((await member(task, 'comm')).value, '"init"');
    assert.match((await member(task, 'parent')).value, /^0x[0-9a-f]{16} <init_task>$/);
    assert.match((await member(show(first), 'name')).value, /^0x[0-9a-f]+ "init"$/);
  });

  it('show flags by name, and as a number what has none', async () => {
    fake.set('task_struct', second, { flags: 0x20_0008n, __state: 0x402n });
    assert.equal((await member(show(second), 'flags')).value, '0x200008 <PF_KTHREAD | 0x8>');
    const state = await member(show(second), '__state');
    assert.equal(state.value, '0x402 <TASK_UNINTERRUPTIBLE | TASK_NOLOAD>');
    assert.equal((await member(show(first), '__state')).value, '0 <TASK_RUNNING>');
    assert.equal((await member(show(first), 'flags')).value, '0');
  });

  it('show flags by the names that type information has, wherever the struct keeps them', async () => {
    const folio = fake.allocate('folio');
    fake.set('folio', folio, { 'flags.f': 0x17_0000_0000_0006n });
    const shown = values.show('folio', fake.objects.struct('folio', folio), { hex: false });
    assert.equal(shown.value, '{{flags = {f = 0x17000000000006 <PG_checked | PG_lru>}}}');
    const union = await member(shown, '<union>');
    const flags = await member(union, 'flags');
    assert.equal((await member(flags, 'f')).value, '0x17000000000006 <PG_checked | PG_lru>');
  });

  it('show the bits of an inode by the order that its kernel has them in', () => {
    const stateOf = (isLong: boolean): string => {
      const btf = new BtfBuilder();
      const word = isLong ? btf.integer('long unsigned int', 8) : btf.integer('unsigned int', 4);
      btf.struct('inode', 8, [['i_state', word, 0]]);
      return flagText(0b1001n, { place: 'inode.i_state' }, builtTypes(btf)) ?? '';
    };
    assert.equal(stateOf(true), '0x9 <I_DIRTY_SYNC | I_NEW>');
    assert.equal(stateOf(false), '0x9 <I_NEW | I_DIRTY_SYNC>');
  });

  it('let no control character of the dump through', async () => {
    const comm = await member(show(first), 'comm');
    assert.doesNotMatch(comm.value, /\u001b/);
  });

  it('lead through pointers, with expressions that lead there again', async () => {
    const parent = await member(show(first), 'parent');
    const comm = await member(parent, 'comm');
    assert.equal(comm.value, '"init"');
    assert.equal(comm.expression, `(*(*(struct task_struct *)0x${first.toString(16)}).parent).comm`);
  });

  it('show what hangs on a list', async () => {
    const children = await member(show(init), 'children');
    const list = await member(children, '[list]');
    assert.equal(list.value, '2 entries');
    const entries = await list.inside!.indexed!.read(0, 10, { hex: false });
    assert.deepEqual(
      entries.map(({ memoryReference }) => memoryReference),
      [first, second].map((address) => `0x${address.toString(16)}`),
    );
  });

  it('read of an array only what is asked for', async () => {
    const numbers = await member(show(init), 'numbers');
    assert.equal(numbers.inside?.indexed?.count, 5);
    assert.deepEqual(
      (await numbers.inside.indexed.read(3, 5, { hex: true })).map(({ name, value }) => [name, value]),
      [
        ['[3]', '0x0'],
        ['[4]', '0x0'],
      ],
    );
  });

  it('say that and why bytes are not in the dump', async () => {
    const lost = fake.allocate('task_struct');
    fake.remove(lost);
    const prio = await member(show(lost), 'prio');
    assert.match(prio.value, /^<The dump lacks int at 0x[0-9a-f]+ \(excluded.*\)>$/);
    assert.deepEqual(await members(await member(show(lost), 'parent')), []);
  });

  it('show a number as what a cast makes of it', async () => {
    const [u64] = ['u64'].map((name) => fake.objects.types.findTypedef(name));
    assert.equal(values.showNumber('x', 7n, u64, { hex: false }).value, '7');
    const gfp = fake.objects.types.findTypedef('gfp_t');
    assert.equal(values.showNumber('x', 0x140n, gfp, { hex: false }).value, '0x140 <__GFP_IO | __GFP_ZERO>');
    const type = (await member(show(init), 'parent')).type;
    assert.equal(type, 'struct task_struct *');
    const at = new TypedObject(
      fake.objects,
      fake.objects.types.findStruct('task_struct')!,
      virtualAddress(init),
    );
    const pointer = values.showNumber(
      'p',
      init,
      { kind: 'pointer', sizeBytes: 8, target: at.type },
      { hex: false },
    );
    assert.equal((await member(pointer, 'comm')).value, '"init"');
  });
});
