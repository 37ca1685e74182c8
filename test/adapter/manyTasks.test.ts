import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { Stacks } from '../../core/kernel/tasks/stacks';
import type { Tasks } from '../../core/kernel/tasks/tasks';
import { openOwnKernel } from '../../debug-adapter/openOwnKernel';
import { DumpDebugSession } from '../../debug-adapter/session/dumpDebugSession';
import { requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

/** What happens in a session, in its order: the events that it sends, and its first look at the tasks. */
class WatchedSession {
  readonly happened: string[] = [];
  private readonly session = new DumpDebugSession(openOwnKernel);
  private readonly waiting = new Map<string, (message: Dap.ProtocolMessage) => void>();
  private readonly tasks = Object.getOwnPropertyDescriptor(Stacks.prototype, 'tasks')!;
  private seq = 1;

  constructor() {
    const { happened, tasks } = this;
    Object.defineProperty(Stacks.prototype, 'tasks', {
      configurable: true,
      get(this: Stacks): Tasks {
        if (!happened.includes('looked at the tasks')) happened.push('looked at the tasks');
        return tasks.get!.call(this) as Tasks;
      },
    });
    this.session.onDidSendMessage((message) => {
      this.hear(message as Dap.Event & Dap.Response);
    });
  }

  /** The answer, and the event of that name where one is waited for. */
  async request(command: string, args: object, event?: string): Promise<Dap.Response> {
    const fired = event === undefined ? undefined : this.heard(event);
    const answered = this.heard(command);
    this.session.handleMessage({ type: 'request', seq: this.seq++, command, arguments: args } as Dap.Request);
    const answer = (await answered) as Dap.Response;
    assert.ok(answer.success, answer.message);
    await fired;
    return answer;
  }

  end(): void {
    Object.defineProperty(Stacks.prototype, 'tasks', this.tasks);
    this.session.shutdown();
  }

  private heard(name: string): Promise<Dap.ProtocolMessage> {
    return new Promise((resolve) => this.waiting.set(name, resolve));
  }

  private hear(message: Dap.Event & Dap.Response): void {
    if (message.type === 'event') this.happened.push(message.event);
    this.waiting.get(message.type === 'event' ? message.event : message.command)?.(message);
  }
}

describe('a session on a dump of 20,000 tasks', function () {
  this.timeout(300_000);

  it('stops before it looks at them, and lists them all when it is asked', async () => {
    const session = new WatchedSession();
    try {
      await session.request('initialize', { adapterID: 'vmcore' }, 'initialized');
      const core = requireDump('x86-6.1-many-tasks').path;
      await session.request('launch', { core, gdb: false }, 'stopped');
      assert.deepEqual(session.happened, ['initialized', 'stopped']);
      const { body } = (await session.request('threads', {})) as Dap.ThreadsResponse;
      assert.deepEqual(session.happened, ['initialized', 'stopped', 'looked at the tasks']);
      assert.ok(body.threads.length > 20_000, `${body.threads.length} threads`);
      assert.match(body.threads[0]?.name ?? '', /^1 init \(on cpu 0\)$/);
      assert.equal(new Set(body.threads.map(({ id }) => id)).size, body.threads.length);
    } finally {
      session.end();
    }
  });

  it('reads the stack of each when it is asked for, a page at a time', async () => {
    const conversation = await Conversation.start();
    try {
      const { client } = conversation;
      await conversation.launch({ core: requireDump('x86-6.1-many-tasks').path, gdb: false });
      const { threads } = (await client.threadsRequest()).body;
      const reader = threads.find(({ name }) => name.includes(' reader-10002 '));
      assert.ok(reader);
      const page = async (startFrame: number): Promise<readonly string[]> => {
        const answer = await client.stackTraceRequest({ threadId: reader.id, startFrame, levels: 2 });
        return answer.body.stackFrames.map(({ name }) => name.replace(/ .*/, ''));
      };
      assert.deepEqual(
        [...(await page(0)), ...(await page(2))],
        ['__schedule', 'schedule', 'pipe_read', 'vfs_read'],
      );
    } finally {
      await conversation.end();
    }
  });
});
