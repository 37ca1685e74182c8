import assert from 'node:assert/strict';
import { nextOrder, sortTasks } from '../../../../webviews/tasks/model/taskOrder';
import { listedTask } from './listedTasks.fixture';

describe('the order of tasks', () => {
  const [one, two, unknown] = [
    listedTask({ pid: 1, residentBytes: 10 }),
    listedTask({ pid: 2, residentBytes: 20 }),
    listedTask({ pid: 3, residentBytes: null }),
  ];

  it('has unknown values last either way', () => {
    const tasks = [unknown, two, one];
    assert.deepEqual(sortTasks(tasks, { column: 'rss', descending: false }), [one, two, unknown]);
    assert.deepEqual(sortTasks(tasks, { column: 'rss', descending: true }), [two, one, unknown]);
  });

  it('leaves equal ones as they were, and all without a column', () => {
    const tasks = [two, one, unknown];
    assert.deepEqual(sortTasks(tasks, { column: 'comm', descending: true }), tasks);
    assert.deepEqual(sortTasks(tasks, undefined), tasks);
  });

  it('goes round by clicks: the better way first, the other, none', () => {
    const first = nextOrder(undefined, 'rss');
    assert.deepEqual(first, { column: 'rss', descending: true });
    const second = nextOrder(first, 'rss');
    assert.deepEqual(second, { column: 'rss', descending: false });
    assert.equal(nextOrder(second, 'rss'), undefined);
    assert.deepEqual(nextOrder(second, 'pid'), { column: 'pid', descending: false });
  });
});
