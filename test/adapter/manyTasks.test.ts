import assert from 'node:assert/strict';
import { requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

describe('a session on a dump of 20,000 tasks', function () {
  this.timeout(300_000);

  let conversation: Conversation;
  before(async () => (conversation = await Conversation.start()));
  after(async () => conversation.end());

  it('stops before it has looked at them, and lists them all', async () => {
    const startedAt = performance.now();
    await conversation.launch({ core: requireDump('x86-6.1-many-tasks').path, gdb: false });
    const stoppedAfterMs = performance.now() - startedAt;
    const { threads } = (await conversation.client.threadsRequest()).body;
    const listedAfterMs = performance.now() - startedAt;
    assert.ok(threads.length > 20_000, `${threads.length} threads`);
    assert.match(threads[0]?.name ?? '', /^1 init \(on cpu 0\)$/);
    assert.equal(new Set(threads.map(({ id }) => id)).size, threads.length);
    assert.ok(
      stoppedAfterMs < listedAfterMs / 2,
      `stopped at ${stoppedAfterMs}, listed at ${listedAfterMs} ms`,
    );
  });

  it('reads the stack of each when it is asked for, a page at a time', async () => {
    const { client } = conversation;
    const { threads } = (await client.threadsRequest()).body;
    const reader = threads.find(({ name }) => name.includes(' reader-10002 '));
    assert.ok(reader);
    const page = async (startFrame: number): Promise<readonly string[]> => {
      const { stackFrames } = (await client.stackTraceRequest({ threadId: reader.id, startFrame, levels: 2 }))
        .body;
      return stackFrames.map(({ name }) => name.replace(/ .*/, ''));
    };
    assert.deepEqual(
      [...(await page(0)), ...(await page(2))],
      ['__schedule', 'schedule', 'pipe_read', 'vfs_read'],
    );
  });
});
