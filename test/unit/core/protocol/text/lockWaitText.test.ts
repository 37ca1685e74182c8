import assert from 'node:assert/strict';
import { cycleText, lockWaitLines } from '../../../../../core/protocol/text/lockWaitText';
import type { LockWaitData } from '../../../../../core/protocol/lockWaits';

const a: LockWaitData = {
  pid: 61,
  comm: 'a\u202e',
  task: '0xffff888003c0a000',
  state: 'D',
  kind: 'mutex',
  lock: '0xffffffffc0002000',
  symbol: 'second',
  offset: '0x0',
  holder: { pid: 62, comm: 'b', task: '0xffff888003c0b000', certain: true },
};
const b: LockWaitData = {
  pid: 62,
  comm: 'b',
  task: '0xffff888003c0b000',
  state: 'D',
  kind: 'rw-semaphore',
  mode: 'write',
  lock: '0xffff888003d00018',
  holder: { pid: 61, comm: 'a', task: '0xffff888003c0a000', certain: false },
};

describe('text about locks', () => {
  it('names a circle as one sentence, without control characters', () => {
    assert.equal(
      cycleText([a, b]),
      'a⟨U+202E⟩ (pid 61) waits for mutex ffffffffc0002000 (second), held by b (pid 62), which waits for ' +
        'rw-semaphore ffff888003d00018 for writing, last taken by a (pid 61).',
    );
  });

  it('says so when the lock is not known, or has no owner', () => {
    const waits: LockWaitData[] = [
      { pid: 7, comm: 'c', task: '0x1', kind: 'mutex' },
      { pid: 8, comm: 'd', task: '0x2', state: 'S', kind: 'completion', lock: '0xffff888003d00020' },
    ];
    assert.deepEqual(
      [...lockWaitLines({ waits, cycles: [], problems: [] })],
      [
        '      7 ? c                mutex (which one, the dump does not tell), holder unknown\n',
        '      8 S d                completion ffff888003d00020, nobody holds a completion\n',
      ],
    );
  });

  it('says how little is known of who holds a spinlock', () => {
    const wait: LockWaitData = {
      ...{ pid: 62, comm: 'b', task: '0xffff888003c0b000', kind: 'spinlock', lock: '0xffff888003d00018' },
      holder: { pid: 61, comm: 'a', task: '0xffff888003c0a000', certain: false },
    };
    const [line] = lockWaitLines({ waits: [wait], cycles: [], problems: [] });
    assert.match(
      line ?? '',
      /spinlock ffff888003d00018, perhaps held by a \(pid 61\), whose stack has its address/,
    );
  });

  it('puts circles first', () => {
    const [first] = lockWaitLines({
      waits: [a, b],
      cycles: [{ certain: false, waits: [a, b], text: 'a waits for a.' }],
      problems: [],
    });
    assert.equal(first, 'POSSIBLE DEADLOCK: a waits for a.\n\n');
  });

  it('says that nothing waits', () => {
    assert.match([...lockWaitLines({ waits: [], cycles: [], problems: [] })].join(''), /^No task waits/);
  });
});
