import assert from 'node:assert/strict';
import {
  btCommand,
  crashText,
  foldedText,
  markdownText,
} from '../../../../webviews/backtraces/model/stackText';
import { madeStack, madeStore, madeTask } from './madeStacks.fixture';

describe('copied stacks', () => {
  const task = madeTask(12, 0, { comm: 'sync', cpu: 2 });
  const stack = {
    pid: 12,
    comm: 'sync',
    cpu: 2,
    onCpu: false,
    task: '0xffff888100000000',
    frames: [
      {
        pc: '0xffffffff81000010',
        symbol: 'schedule',
        kind: 'call',
        stackAddress: '0xffffc90000000010',
      } as const,
    ],
    end: { kind: 'bottom', message: '' },
  };
  const bt = [
    'crash> bt 12',
    'PID: 12       TASK: ffff888100000000  CPU: 2   COMMAND: "sync"',
    ' #0 [ffffc90000000010] schedule at ffffffff81000010',
    '',
  ].join('\n');

  it('are what crash prints, its prompt ahead', () => {
    assert.equal(crashText(task, stack), bt);
    assert.equal(markdownText(task, stack), `\`\`\`text\n${bt}\`\`\`\n`);
  });

  it('name the command of each kind of task', () => {
    assert.equal(btCommand(madeTask(12, 0, { crashing: true })), 'bt');
    assert.equal(btCommand(madeTask(0, 0, { task: '0xffff8881' })), 'bt ffff8881');
  });

  it('show what a hostile dump hides in names', () => {
    const hostile = { ...stack, comm: 'a\u202e\x1b]52;c;x\x07<img src=x onerror=alert(1)>' };
    assert.match(crashText(task, hostile), /COMMAND: "a⟨U\+202E⟩␛]52;c;x␇<img src=x onerror=alert\(1\)>"/);
    const store = madeStore(
      [{ ...madeStack('a'), frames: [{ pc: '0x1', symbol: 'f\n9', kind: 'call' }] }],
      [],
    );
    assert.equal(foldedText(store, [madeTask(1, 0)]), 'f_9 1\n');
  });

  it('fold for flame graph tools, the outermost function first, equal ones once', () => {
    const store = madeStore([madeStack('wait', 'read', 'entry'), madeStack('run')], []);
    assert.equal(
      foldedText(store, [madeTask(1, 0), madeTask(2, 0), madeTask(3, 1)]),
      'entry;read;wait 2\nrun 1\n',
    );
  });
});
