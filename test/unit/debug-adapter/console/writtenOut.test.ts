import assert from 'node:assert/strict';
import { writtenOut } from '../../../../debug-adapter/console/writtenOut';

describe('a line in which struct is left out', () => {
  const isStruct = (name: string): boolean => ['task_struct', 'files', 'list_head'].includes(name);
  const cases: readonly (readonly [string, string])[] = [
    ['task_struct ffff888003a80000', 'struct task_struct ffff888003a80000'],
    ['task_struct.pid,comm init_task', 'struct task_struct.pid,comm init_task'],
    ['* list_head init_task', 'struct list_head init_task'],
    ['*list_head init_task', 'struct list_head init_task'],
    ['  list_head -o', 'struct list_head -o'],
    // A command comes before a type of the same name, unless a star says that it is a type.
    ['files 1', 'files 1'],
    ['*files ffff888003a80000', 'struct files ffff888003a80000'],
    // gdb has commands that do more than look: what is no type stays what it is, and is refused.
    ['shell id', 'shell id'],
    ['', ''],
    ['*', '*'],
  ];
  for (const [line, expected] of cases) {
    it(`takes “${line}” for “${expected}”`, () => {
      assert.equal(writtenOut(line, isStruct), expected);
    });
  }
});
