import assert from 'node:assert/strict';
import { Emitter } from '../../../../core/base/emitter';
import type { TaskContext } from '../../../../core/protocol/taskContext';
import { TaskNews } from '../../../../extension/console/taskNews';

describe('news of the task that commands mean', () => {
  const [dump, other] = ['one', 'other'] as const;
  const task = (pid: number, frame?: number): TaskContext => ({
    task: `0x${pid.toString(16)}`,
    pid,
    comm: 'bash',
    frame,
  });

  function heardAfter(
    before: TaskContext | undefined,
    steps: readonly (readonly [TaskContext, boolean])[],
    about: string = dump,
  ): (number | null)[] {
    const heard: (number | null)[] = [];
    let [now, isChosen] = [before, false];
    const changed = new Emitter<string>();
    const news = new TaskNews<string>(
      dump,
      { of: () => now, isChosen: () => isChosen, changed },
      ({ pid }) => {
        heard.push(pid);
      },
    );
    for (const step of steps) {
      [now, isChosen] = step;
      changed.fire(about);
    }
    news.dispose();
    now = task(99);
    changed.fire(about);
    return heard;
  }

  it('are of each other task, also of the one that crashed where it is gone back to', () => {
    const steps = [
      [task(1), false],
      [task(5), true],
      [task(7), true],
      [task(1), false],
    ] as const;
    assert.deepEqual(heardAfter(undefined, steps), [5, 7, 1]);
  });

  it('are of the task that was set before a reload', () => {
    assert.deepEqual(heardAfter(undefined, [[task(5), true]]), [5]);
  });

  it('are not of another frame of the same task, nor of another dump', () => {
    assert.deepEqual(heardAfter(task(5), [[task(5, 3), true]]), []);
    assert.deepEqual(heardAfter(task(5), [[task(6), true]], other), []);
  });
});
