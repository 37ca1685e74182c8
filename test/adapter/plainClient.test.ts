import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

describe('a debug session with a client that says nothing of what it can do', function () {
  this.timeout(60_000);
  const { path: core, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
  let folder: string;
  let conversation: Conversation;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-plain-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    conversation = await Conversation.start({ XDG_CACHE_HOME: folder });
  });
  afterEach(async () => {
    await conversation.end();
  });

  /** As nvim-dap begins: launched before the answer to it is awaited, configured once `initialized` has come. */
  async function begin(
    launchArguments: object,
    says: Partial<Dap.InitializeRequestArguments> = {},
  ): Promise<number> {
    const { client } = conversation;
    const initialized = client.waitForEvent('initialized');
    const stopped = client.waitForEvent('stopped');
    await client.initializeRequest({ adapterID: 'nvim-dap', ...says });
    const launched = client.customRequest('launch', {
      type: 'vmcore',
      request: 'launch',
      ...launchArguments,
    });
    await initialized;
    await client.setBreakpointsRequest({ source: { path: '/panic.c' }, breakpoints: [{ line: 1 }] });
    await client.setExceptionBreakpointsRequest({ filters: [] });
    await client.configurationDoneRequest();
    await launched;
    return ((await stopped) as Dap.StoppedEvent).body.threadId!;
  }

  it('goes from the first stop to the end, and says in words when there is more to see', async () => {
    const { client } = conversation;
    const unasked: string[] = [];
    for (const event of ['invalidated', 'progressStart', 'progressUpdate', 'progressEnd', 'memory'])
      client.on(event, () => unasked.push(event));
    const told = client.waitForEvent('output', 240_000) as Promise<Dap.OutputEvent>;
    const threadId = await begin({ core, vmlinux });
    const frames = await conversation.stack(threadId);
    const frame = frames.find(({ name }) => name.startsWith('vfs_write'))!;
    assert.match((await told).body.output, /^gdb has joined: .*arguments and locals/);
    const scopes = await conversation.scopes(frame.id);
    for (const scope of scopes) {
      const { variablesReference } = scope;
      assert.ok((await conversation.variables({ variablesReference })).length > 0, scope.name);
    }
    assert.deepEqual(
      scopes.slice(0, 2).map(({ name }) => name),
      ['Arguments', 'Locals'],
    );
    assert.equal((await conversation.evaluate('init_task.comm', frame.id))?.result, '"swapper/0"');
    const terminated = client.waitForEvent('terminated');
    await client.customRequest('terminate', {});
    await terminated;
    assert.deepEqual(unasked, []);
  });

  it('counts lines and columns as the client does', async () => {
    const completed = async (column: number): Promise<readonly string[]> => {
      const { targets } = (await conversation.client.completionsRequest({ text: 'init_task', column })).body;
      return targets.map(({ label }) => label);
    };
    const fromOne = await conversation.stack(await begin({ core, gdb: false }));
    const labels = await completed('init_tas'.length + 1);
    await conversation.end();
    conversation = await Conversation.start({ XDG_CACHE_HOME: folder });
    const says = { linesStartAt1: false, columnsStartAt1: false };
    const fromZero = await conversation.stack(await begin({ core, gdb: false }, says));
    assert.ok(fromOne.every(({ line, column }) => line > 0 && column === 1));
    assert.deepEqual(
      fromZero.map(({ name, line, column }) => ({ name, line, column })),
      fromOne.map(({ name, line }) => ({ name, line: line - 1, column: 0 })),
    );
    assert.ok(labels.includes('init_task'));
    assert.deepEqual(await completed('init_tas'.length), labels);
  });
});
