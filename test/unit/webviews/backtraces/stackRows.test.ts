import assert from 'node:assert/strict';
import type { FrameData } from '../../../../core/protocol/backtraceData';
import type { StackRow } from '../../../../webviews/backtraces/model/stackRow';
import { groupRows, taskRows, type RowOptions } from '../../../../webviews/backtraces/model/stackRows';
import { StackGroups } from '../../../../webviews/backtraces/model/stackGroups';
import { madeTask } from './madeStacks.fixture';

const frame = (symbol: string, more: Partial<FrameData> = {}): FrameData => ({
  pc: `0x${symbol.length}`,
  symbol,
  kind: 'call',
  stackAddress: '0xffffc90000000010',
  ...more,
});

function options(frames: readonly FrameData[], more: Partial<RowOptions> = {}): RowOptions {
  return {
    isExpanded: (_, byDefault) => byDefault,
    foldScheduler: true,
    stackOf: () => ({ frames, end: { kind: 'bottom', message: '' }, openable: new Set([1]) }),
    detailsOf: () => ({ variables: [], words: [{ kind: 'note', text: 'words' }] }),
    ...more,
  };
}

const told = (rows: Iterable<StackRow>): string[] =>
  [...rows].map((row) => {
    if (row.kind === 'frame') return `#${row.number ?? ''} ${row.frame.symbol ?? ''} ${row.trust}`;
    return row.kind === 'folded' ? `folded ${row.count}` : row.kind;
  });

describe('rows of a stack', () => {
  const task = madeTask(7, 0);

  it('fold the scheduler and keep crash’s numbers', () => {
    const frames = [
      frame('context_switch', { inlined: true }),
      frame('__schedule'),
      frame('schedule'),
      frame('inlined_wait', { inlined: true }),
      frame('nfs_wait_bit'),
    ];
    assert.deepEqual(told(taskRows(task, true, options(frames))), [
      'task',
      'folded 3',
      '# inlined_wait inline',
      '#2 nfs_wait_bit unwound',
    ]);
    assert.deepEqual(told(taskRows(task, true, options(frames, { foldScheduler: false }))).slice(1, 4), [
      '# context_switch inline',
      '#0 __schedule unwound',
      '#1 schedule unwound',
    ]);
  });

  it('stand an exception between its handler and what it interrupted, ahead of what was inlined there', () => {
    const frames = [
      frame('panic', { kind: 'current' }),
      frame('asm_exc_page_fault'),
      frame('helper', { kind: 'interrupted', inlined: true, pc: '0x99' }),
      frame('labcrash', { kind: 'interrupted', pc: '0x99' }),
    ];
    assert.deepEqual(told(taskRows(task, true, options(frames))), [
      'task',
      '#0 panic registers',
      '#1 asm_exc_page_fault unwound',
      'boundary',
      '# helper inline',
      '#2 labcrash exception',
    ]);
  });

  it('say how a stack ends that is not whole, or that came from user mode', () => {
    const ending = (kind: string): string[] =>
      told(
        taskRows(
          task,
          true,
          options([], {
            stackOf: () => ({ frames: [], end: { kind, message: 'excluded' }, openable: new Set() }),
          }),
        ),
      );
    assert.deepEqual(ending('bottom'), ['task']);
    assert.deepEqual(ending('user-mode'), ['task', 'user-mode']);
    assert.deepEqual(ending('stack-missing'), ['task', 'cut']);
  });

  it('tell of an open frame its registers as crash prints them, and its words', () => {
    const frames = [frame('panic', { kind: 'current', registers: { rip: '0x10', rsp: '0x20' } })];
    const rows = [...taskRows(task, true, options(frames, { isExpanded: () => true }))];
    const details = rows.flatMap((row) => (row.kind === 'detail' ? [row.detail] : []));
    assert.deepEqual(details, [
      {
        kind: 'registers',
        registers: [
          { name: 'rip', label: '     RIP: ', digits: '0000000000000010', value: '0x10' },
          { name: 'rsp', label: '     RSP: ', digits: '0000000000000020', value: '0x20' },
        ],
      },
      { kind: 'note', text: 'words' },
    ]);
    assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
  });

  it('tell the registers of user mode where the stack came from there', () => {
    const end = { kind: 'user-mode', message: '', registers: { rip: '0x10' } };
    const stackOf: RowOptions['stackOf'] = () => ({ frames: [], end, openable: new Set() });
    const rows = [...taskRows(task, true, options([], { stackOf, isExpanded: () => true }))];
    assert.deepEqual(told(rows), ['task', 'user-mode', 'detail']);
  });

  it('of a group name its tasks first, then show the stack of the first', () => {
    const [group] = new StackGroups().of([madeTask(1, 0), madeTask(2, 0)]);
    const rows = groupRows(group!, options([frame('wait')], { isExpanded: () => true }));
    assert.deepEqual(told(rows), ['group', 'members', 'task', 'task', '#0 wait unwound', 'detail']);
  });
});
