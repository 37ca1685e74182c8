import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from '../ui/eventually';
import { descendantsOf, isAlive } from './childProcesses';
import { Conversation } from './conversation';

/** What a client may ask while an engine hangs. */
interface LongRequest {
  readonly command: string;
  readonly args: () => object;
}

describe('an engine that hangs in the middle of a session', function () {
  this.timeout(600_000);
  let conversation: Conversation;
  let frameId: number;
  let locals: number;

  before(async () => {
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    conversation = await Conversation.start();
    await conversation.launchWithGdb({ core: dump.path, vmlinux: dump.vmlinux });
    await look();
  });

  after(async () => {
    await conversation.end();
  });

  /** Has gdb find the frame, after which it is known where its locals are. */
  const look = async (): Promise<void> => {
    frameId = (await conversation.stack(1)).find(({ name }) => name.startsWith('vfs_write'))!.id;
    await eventually(60_000, async () => {
      const scope = (await conversation.scopes(frameId)).find(({ name }) => name === 'Locals');
      assert.ok(scope);
      locals = scope.variablesReference;
    });
  };

  /** The only one that the session has started. */
  const hang = (): number => {
    const [engine, ...others] = descendantsOf(conversation.pid);
    assert.ok(engine !== undefined && others.length === 0);
    process.kill(engine, 'SIGSTOP');
    return engine;
  };

  /** Asks, and thinks better of it. */
  const askAndCancel = async (command: string, args: object): Promise<unknown> => {
    const { client } = conversation;
    const asked = client.customRequest(command, args).then(
      () => undefined,
      (error: unknown) => error,
    );
    // The client numbers its requests one by one: this one's number is the next one's less one.
    const { request_seq: next } = await client.customRequest('threads');
    await client.customRequest('cancel', { requestId: next - 1 });
    return asked;
  };

  const ofGdb: readonly LongRequest[] = [
    { command: 'scopes', args: () => ({ frameId }) },
    { command: 'variables', args: () => ({ variablesReference: locals }) },
    { command: 'evaluate', args: () => ({ expression: 'count + 1', frameId, context: 'hover' }) },
    { command: 'evaluate', args: () => ({ expression: 'gdb info scope vfs_write', context: 'repl' }) },
  ];

  it('does not keep one who waits for another from giving up', async () => {
    const gdb = hang();
    const first = conversation.client.customRequest('variables', { variablesReference: locals }).then(
      () => 'answered',
      (error: unknown) => String(error),
    );
    assert.match(String(await askAndCancel('scopes', { frameId })), /cancelled/);
    assert.ok(isAlive(gdb), 'the first goes on');
    process.kill(gdb, 'SIGCONT');
    assert.equal(await first, 'answered');
  });

  for (const { command, args } of ofGdb)
    it(`ends with the cancel of “${command}” ${JSON.stringify(args())}, and is there again for the next`, async () => {
      const gdb = hang();
      assert.match(String(await askAndCancel(command, args())), /cancelled/);
      await eventually(4000, () => {
        assert.ok(!isAlive(gdb));
        return Promise.resolve();
      });
      await look();
    });

  it('is given up when it had to be killed again and again, and the session says so', async () => {
    const { client } = conversation;
    const told = client.waitForEvent('output', 60_000) as Promise<Dap.OutputEvent>;
    hang();
    assert.match(String(await askAndCancel('scopes', { frameId })), /cancelled/);
    assert.match(
      (await told).body.output,
      /^No more arguments and locals: gdb stopped .* Restart the session/,
    );
    assert.ok((await conversation.scopes(frameId)).every(({ name }) => name !== 'Locals'));
  });

  it('may be crash as well', async () => {
    const { client } = conversation;
    await client.customRequest('restart', { arguments: { ...crashOnly() } });
    await client.evaluateRequest({ expression: 'crash sys', context: 'repl' });
    for (const [command, args] of [
      ['evaluate', { expression: 'crash sys', context: 'repl' }],
      ['vmcore/crash', { line: 'sys' }],
    ] as const) {
      await eventually(60_000, () => {
        assert.equal(descendantsOf(conversation.pid).length, 1);
        return Promise.resolve();
      });
      const crash = hang();
      assert.match(String(await askAndCancel(command, args)), /cancelled/);
      await eventually(4000, () => {
        assert.ok(!isAlive(crash));
        return Promise.resolve();
      });
      const output = client.waitForEvent('output', 120_000) as Promise<Dap.OutputEvent>;
      await client.evaluateRequest({ expression: 'crash sys', context: 'repl' });
      assert.ok((await output).body.output.length > 0);
    }
  });

  const crashOnly = (): object => {
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    return { core: path, vmlinux, gdb: false };
  };
});
