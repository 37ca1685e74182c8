import assert from 'node:assert/strict';
import { Emitter } from '../../../../core/base/emitter';
import type { TaskContext } from '../../../../core/protocol/taskContext';
import { CallStackContext, type ContextSession } from '../../../../extension/debug/callStackContext';
import { OpenDump } from '../../../../extension/dumpHost/openDump';
import { FakeDumpHost } from '../../../support/fakeDumpHost';

const someDump = (path: string): OpenDump =>
  new OpenDump(path, () => new FakeDumpHost({ open: () => new Promise<never>(() => undefined) }));
const dump = someDump('/vmcore');
const init = '0xffff888003a80000';
const other = '0xffff888003a81000';

/** The task that is set, without a dump that would tell of it. */
class SetTasks {
  readonly changed = new Emitter<OpenDump>();
  readonly calls: string[] = [];
  current: TaskContext | undefined = { task: init, pid: 1, comm: 'init' };

  of(): TaskContext | undefined {
    return this.current;
  }

  setByAddress(which: OpenDump, task: string, frame?: number): Promise<void> {
    this.calls.push(frame === undefined ? task : `${task} #${frame}`);
    this.current = { task, pid: null, comm: null, frame };
    this.changed.fire(which);
    return Promise.resolve();
  }
}

/** A session whose thread 1 is init, 2 the other, 3 no task; a frame's id is a hundred and its number. */
class FakeSession implements ContextSession {
  readonly focused: string[] = [];
  failure: Error | undefined;

  constructor(readonly id = 'session') {}

  customRequest(command: string, args: unknown): Promise<unknown> {
    if (this.failure) return Promise.reject(this.failure);
    if (command === 'vmcore/focusTask') {
      const { task } = args as { task: string };
      this.focused.push(task);
      return Promise.resolve({ threadId: task === init ? 1 : 2 });
    }
    assert.equal(command, 'vmcore/contextOfFrame');
    const { threadId, frameId } = args as { threadId: number; frameId?: number };
    const task = [init, other][threadId - 1];
    const frame = frameId === undefined ? {} : { frame: frameId - 100 };
    return Promise.resolve(task === undefined ? null : { task, ...frame });
  }
}

describe('the Call Stack and the task that is set', () => {
  let tasks: SetTasks;
  let session: FakeSession;
  let errors: unknown[];
  let callStack: CallStackContext;

  beforeEach(() => {
    tasks = new SetTasks();
    session = new FakeSession();
    errors = [];
    callStack = new CallStackContext(
      tasks,
      ({ id }) => (id === 'foreign' ? undefined : dump),
      (error) => errors.push(error),
    );
  });
  afterEach(() => {
    callStack.dispose();
    assert.deepEqual(errors, []);
  });

  const focus = (threadId: number, frame?: number, inside: ContextSession = session): Promise<void> =>
    callStack.focus({
      session: inside,
      threadId,
      ...(frame !== undefined && { frameId: 100 + frame }),
    });

  it('sets nothing where VS Code goes by itself when the session begins', async () => {
    await focus(1);
    await focus(1, 5);
    // The stack is read anew when there is more to it.
    await focus(1);
    await focus(1, 5);
    assert.deepEqual(tasks.calls, []);
  });

  it('sets the frame, and the thread, that a person focuses', async () => {
    await focus(1, 5);
    await focus(1, 6);
    await focus(1, 6);
    await focus(2);
    // VS Code goes on to the innermost frame, which is meant already.
    await focus(2, 0);
    await focus(1, 5);
    assert.deepEqual(tasks.calls, [`${init} #6`, other, `${init} #5`]);
    assert.deepEqual(session.focused, [], 'it is there already');
  });

  it('focuses a task that is set elsewhere, and sets nothing on the way there', async () => {
    await focus(1, 5);
    await tasks.setByAddress(dump, other);
    assert.deepEqual(session.focused, [other]);
    await focus(2);
    await focus(2, 0);
    assert.deepEqual(tasks.calls, [other]);
    await focus(2, 1);
    assert.deepEqual(tasks.calls, [other, `${other} #1`]);
  });

  it('leaves sessions alone that are of another dump, have ended, or have not begun', async () => {
    await tasks.setByAddress(dump, other);
    await focus(1, 0);
    await tasks.setByAddress(someDump('/another'), other);
    callStack.forget(session);
    tasks.changed.fire(dump);
    assert.deepEqual(session.focused, []);
  });

  it('sets nothing for sessions of other debuggers, nor for a stack that is of no task', async () => {
    await focus(1, 0, new FakeSession('foreign'));
    await focus(1, 0);
    await focus(3, 0);
    assert.deepEqual(tasks.calls, []);
  });

  it('takes the last of several that are focused at once', async () => {
    await focus(1, 0);
    await Promise.all([focus(2, 1), focus(1, 2), focus(2, 3)]);
    assert.deepEqual(tasks.calls, [`${other} #3`]);
  });

  it('tells why one cannot follow the other', async () => {
    await focus(1, 0);
    session.failure = new Error('gone');
    await focus(2, 0);
    await tasks.setByAddress(dump, other);
    await Promise.resolve();
    assert.deepEqual(errors.splice(0), [session.failure, session.failure]);
  });
});
