import assert from 'node:assert/strict';
import { TaskStore } from '../../../../webviews/tasks/model/taskStore';
import { listedTask } from './listedTasks.fixture';

describe('the tasks that have arrived', () => {
  it('keep their places, and get their wait channels behind', () => {
    const store = new TaskStore();
    const [first, second] = [listedTask({ task: '0x1' }), listedTask({ task: '0x2' })];
    store.put(0, [first]);
    store.put(0, [first, second]);
    assert.deepEqual(
      store.tasks.map(({ task, waitChannel }) => [task, waitChannel]),
      [
        ['0x1', undefined],
        ['0x2', undefined],
      ],
    );
    store.addChannels(['do_wait', null, 'beyond the last']);
    assert.equal(store.channelCount, 2);
    assert.equal(store.find('0x1')?.waitChannel, 'do_wait');
    assert.equal(store.find('0x2')?.waitChannel, null);
    assert.equal(store.find('0x3'), undefined);
  });
});
