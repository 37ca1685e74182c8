import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseLinkText } from '../../../../webviews/structure/model/linkText';
import { parsePanelState } from '../../../../webviews/structure/model/panelState';
import { PinnedObjects } from '../../../../webviews/structure/model/pinnedObjects';
import { linksOf } from '../../../../webviews/structure/model/rowLinks';
import { crashCommand, offsetText, sizeText } from '../../../../webviews/structure/model/rowText';

describe('what the structures panel keeps', () => {
  it('comes back whole', () => {
    const state = {
      root: { type: 'struct page', address: '0xffffea0000000000' },
      hex: true,
      expanded: [['', 200] as const, ['3/0', 100] as const],
      lists: [['3', 'page.lru'] as const],
      pins: [{ type: 'struct page', address: '0x10' }],
      onlyDifferences: true,
      filter: 'flags',
      current: '3/0',
    };
    assert.deepEqual(parsePanelState(JSON.parse(JSON.stringify(state))), state);
  });

  it('is something, whatever an older page saved', () => {
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        const state = parsePanelState(saved);
        assert.equal(typeof state.hex, 'boolean');
        for (const [, count] of state.expanded) assert.ok(count >= 1 && count <= 1000);
      }),
    );
    assert.deepEqual(parsePanelState({ root: { type: 'x', address: 'javascript:' } }).root, { type: 'x' });
  });
});

describe('pinned objects', () => {
  const pin = (address: string, type = 'struct page'): { type: string; address: string } => ({
    type,
    address,
  });

  it('stand beside objects of their type, and not beside themselves', () => {
    const pins = new PinnedObjects([]);
    for (const each of [pin('0x1'), pin('0x2'), pin('0x3', 'struct file')]) pins.toggle(each);
    assert.deepEqual(pins.beside(pin('0x2')), ['0x1']);
    assert.deepEqual(pins.beside({ type: 'struct page' }), []);
    assert.ok(pins.has(pin('0x2')));
    pins.toggle(pin('0x2'));
    assert.ok(!pins.has(pin('0x2')));
  });

  it('are four at most: the first makes room', () => {
    const pins = new PinnedObjects([]);
    for (const address of ['0x1', '0x2', '0x3', '0x4', '0x5']) pins.toggle(pin(address));
    assert.deepEqual(
      pins.all.map(({ address }) => address),
      ['0x2', '0x3', '0x4', '0x5'],
    );
  });
});

describe('rows of a structure as text and links', () => {
  const row = { name: 'x', type: 'unsigned int', offset: 0x928, sizeBytes: 4, hasRows: false };

  it('have their offset in hex, and bits where they are some', () => {
    assert.equal(offsetText(row), '0x928');
    assert.equal(sizeText({ ...row, sizeBytes: 9728 }), '9,728');
    assert.equal(offsetText({ ...row, bits: { offset: 3, size: 1 } }), '0x928:3');
    assert.equal(sizeText({ ...row, bits: { offset: 3, size: 1 } }), '1 bit');
    assert.equal(offsetText({ name: '[list]', type: '', hasRows: true }), '');
  });

  it('name the command of crash that shows the same', () => {
    assert.equal(crashCommand({ type: 'struct page' }), 'struct -o page');
    assert.equal(crashCommand({ type: 'union acc', address: '0x10' }), 'union acc 0000000000000010');
    assert.equal(crashCommand({ type: 'atomic_t' }), 'struct -o atomic_t');
    assert.equal(crashCommand({ type: 'struct page *[4]', address: '0x10' }), undefined);
  });

  it('lead to the object, its task and its bytes', () => {
    const target = { view: 'structure', type: 'struct task_struct', address: '0xffff888000000000' } as const;
    const links = linksOf({ ...row, type: 'struct task_struct *', address: '0x10', target });
    assert.deepEqual(
      links.map(({ label, place }) => [label, place.view]),
      [
        ['object', 'structure'],
        ['backtrace', 'backtraces'],
        ['task', 'tasks'],
        ['memory-there', 'memory'],
        ['memory-here', 'memory'],
      ],
    );
  });

  it('take what hangs on a list as struct and member', () => {
    assert.equal(parseLinkText(' struct task_struct.sibling '), 'task_struct.sibling');
    assert.equal(parseLinkText('vm_area_struct'), 'vm_area_struct');
    assert.equal(parseLinkText('../etc'), undefined);
    assert.equal(parseLinkText(''), undefined);
  });
});
