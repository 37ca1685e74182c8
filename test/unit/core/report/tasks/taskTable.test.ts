import assert from 'node:assert/strict';
import { readCurrentTasks } from '../../../../../core/kernel/tasks/currentTasks';
import { readTasks } from '../../../../../core/kernel/tasks/tasks';
import { TaskTable } from '../../../../../core/report/tasks/taskTable';
import { FakeTasks } from '../../../../support/fakeTasks';

/** Two cpus, init on the second; a task that nothing can interrupt, and one that sleeps. */
function world(): FakeTasks {
  const kernel = new FakeTasks();
  const init = kernel.process(1, 'init', { cpu: 1n });
  kernel.process(50, 'sleeper', { __state: 1n });
  kernel.process(99, 'blocked', { __state: 2n });
  kernel.connect();
  kernel.run(0, kernel.initTask, kernel.initTask);
  const idle = kernel.allocate('task_struct');
  kernel.set('task_struct', idle, { comm: 'swapper/1', cpu: 1n });
  kernel.run(1, init, idle);
  return kernel;
}

describe('the table of tasks', () => {
  it('has what crashed first, then what cpus executed, then what nothing interrupts', () => {
    const { objects } = world();
    const rows = new TaskTable(objects, readTasks(objects).tasks, 1).rows(0, Infinity);
    assert.deepEqual(
      rows.map(({ comm, role }) => [comm, role]),
      [
        ['init', 'crashing'],
        ['swapper/0', 'on-cpu'],
        ['blocked', null],
        ['swapper/1', null],
        ['sleeper', null],
      ],
    );
  });

  it('calls nothing crashing of a machine that did not crash', () => {
    const { objects } = world();
    const rows = new TaskTable(objects, readTasks(objects).tasks, undefined).rows(0, Infinity);
    assert.deepEqual(
      rows.filter(({ role }) => role === 'crashing'),
      [],
    );
  });

  it('comes in pages, and shows nothing as 0 that the dump does not tell', () => {
    const { objects } = world();
    const table = new TaskTable(objects, readTasks(objects).tasks, 1);
    assert.deepEqual(
      table.rows(2, 2).map(({ comm }) => comm),
      ['blocked', 'swapper/1'],
    );
    assert.deepEqual(table.rows(5, 2), []);
    // These types have no clock of run queues, and no time on a cpu.
    const [first] = table.rows(0, 1);
    assert.deepEqual([first?.sinceRunMs, first?.runMs], [null, null]);
  });

  it('is there for the current tasks without a walk over all', () => {
    const kernel = world();
    kernel.symbols.delete('init_task');
    const { objects } = kernel;
    const current = readCurrentTasks(objects);
    assert.deepEqual(
      new TaskTable(objects, current, 1).rows(0, 9).map(({ comm }) => comm),
      ['init', 'swapper/0'],
    );
  });
});
