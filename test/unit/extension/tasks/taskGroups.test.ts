import assert from 'node:assert/strict';
import { groupTasks, isFolder, type TaskNode } from '../../../../extension/tasks/taskGroups';
import type { TaskRow } from '../../../../core/protocol/taskTable';
import { listedTask } from '../../webviews/tasks/listedTasks.fixture';

const task = (pid: number, values: Partial<TaskRow> = {}): TaskRow =>
  listedTask({ pid, task: `0x${pid}`, comm: `task${pid}`, ...values });
const labels = (nodes: readonly TaskNode[]): readonly string[] =>
  nodes.map((node) => (isFolder(node) ? `${node.label} ${node.taskCount}` : String(node.pid)));

describe('the groups of tasks', () => {
  it('have each task once, the most urgent first, and none that is empty', () => {
    const groups = groupTasks(
      [
        task(1, { role: 'crashing', state: 'D' }),
        task(2, { role: 'on-cpu', state: 'R' }),
        task(3, { state: 'D' }),
        task(4, { state: 'R' }),
        task(5),
        task(6, { state: 'I' }),
      ],
      (id) => id,
    );
    assert.deepEqual(labels(groups), [
      'crashing 1',
      'on-cpu 1',
      'uninterruptible 1',
      'runnable 1',
      'others 2',
    ]);
  });

  it('hold tasks by name, those of one name together', () => {
    const [others] = groupTasks([task(9, { comm: 'sh' }), task(3), task(7, { comm: 'sh' })], (id) => id);
    assert.deepEqual(labels(others?.children ?? []), ['sh 2', '3']);
    const [shells] = others?.children ?? [];
    assert.deepEqual(shells && isFolder(shells) && labels(shells.children), ['7', '9']);
  });

  it('never show more than 500 in one node', () => {
    const tasks = Array.from({ length: 20_000 }, (_, pid) => task(pid));
    const same = Array.from({ length: 1200 }, (_, pid) => task(30_000 + pid, { comm: 'java' }));
    const seen = new Set<string>();
    const visit = (node: TaskNode): void => {
      if (!isFolder(node)) {
        seen.add(node.task);
        return;
      }
      assert.ok(node.children.length <= 500, node.label);
      node.children.forEach(visit);
    };
    groupTasks([...tasks, ...same], (id) => id).forEach(visit);
    assert.equal(seen.size, 21_200);
  });
});
