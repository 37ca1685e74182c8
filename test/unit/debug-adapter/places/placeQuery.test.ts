import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlaceQuery } from '../../../../debug-adapter/places/placeQuery';

describe('a text that may mean a place in a dump', () => {
  const symbol = (name: string, offset = 0n) => ({ kind: 'symbol', name, offset });

  for (const [text, ...meanings] of [
    ['ffff888100012340', { kind: 'address', address: 0xffff_8881_0001_2340n }],
    [' 0xFFFF888100012340, ', { kind: 'address', address: 0xffff_8881_0001_2340n }],
    ['[<ffffffff81000000>]', { kind: 'address', address: 0xffff_ffff_8100_0000n }],
    ['schedule', symbol('schedule')],
    ['schedule+26', symbol('schedule', 26n)],
    ['schedule-0x8', symbol('schedule', -8n)],
    ['nfs_wait+0x1a/0x30 [nfs]', symbol('nfs_wait', 0x1an)],
    ['nfs_wait [nfs]', symbol('nfs_wait')],
    ['foo.constprop.0+0x1/0x2', symbol('foo.constprop.0', 1n)],
    ['runqueues:3', { ...symbol('runqueues'), cpu: 3 }],
    ['p:1000', { kind: 'physical', address: 0x1000n }],
    ['pfn:0x10', { kind: 'physical', address: 0x10000n }],
    ['pid:1234', { kind: 'pid', pid: 1234 }],
    ['1234', { kind: 'pid', pid: 1234 }, { kind: 'address', address: 0x1234n }],
    ['dead', symbol('dead'), { kind: 'address', address: 0xdeadn }],
    [
      'task_struct.comm ffff888100012340',
      { kind: 'object', type: 'struct task_struct', member: 'comm', address: 0xffff_8881_0001_2340n },
    ],
    ['union foo 0xffff888100012340', { kind: 'object', type: 'union foo', address: 0xffff_8881_0001_2340n }],
    ['@12.345', { kind: 'log-time', seconds: 12.345 }],
    ['%rip', { kind: 'expression', text: '$rip' }],
    ['*(init_task.mm)', { kind: 'expression', text: '*(init_task.mm)' }],
  ] as const) {
    it(`reads “${text}”`, () => {
      assert.deepEqual(
        parsePlaceQuery(text).filter(({ kind }) => meanings.some((each) => each.kind === kind)),
        meanings,
      );
    });
  }

  it('means nothing when it is empty or endless', () => {
    assert.deepEqual(parsePlaceQuery('  '), []);
    assert.deepEqual(parsePlaceQuery('a'.repeat(1001)), []);
  });

  it('is read in no time, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), (text) => {
        for (const query of parsePlaceQuery(text)) {
          if ('address' in query) assert.ok(query.address >= 0n && query.address < 1n << 76n);
        }
      }),
    );
  });
});
