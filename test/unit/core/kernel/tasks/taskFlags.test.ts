import assert from 'node:assert/strict';
import { taskFlagNames } from '../../../../../core/kernel/tasks/taskFlags';

describe('the flags of a task', () => {
  it('have names, and what has none stays a number', () => {
    assert.deepEqual(taskFlagNames(0x0020_8040), ['PF_FORKNOEXEC', 'PF_NOFREEZE', 'PF_KTHREAD']);
    assert.deepEqual(taskFlagNames(0x4000_0004), ['PF_EXITING', '0x40000000']);
    assert.deepEqual(taskFlagNames(-0x8000_0000), ['0x80000000']);
    assert.deepEqual(taskFlagNames(0), []);
  });
});
