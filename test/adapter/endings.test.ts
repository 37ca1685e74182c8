import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { Connection } from '../../core/protocol/connection';
import type { DumpHostEvents, DumpHostRequests } from '../../core/protocol/dumpHost';
import { requireDump } from '../dumps/lab/labDump';
import { projectRoot } from '../support/manifest';
import { eventually } from '../ui/eventually';
import { descendantsOf, isAlive } from './childProcesses';
import { Conversation } from './conversation';

const adapterPath = join(projectRoot, 'out/debug-adapter/main.js');

/** More than gdb and crash need to hear that they are alone, on a machine that does other things as well. */
const farewellMs = 10_000;

describe('the end of a debug session', function () {
  this.timeout(600_000);
  const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');

  const untilGone = (pids: readonly number[]): Promise<void> =>
    eventually(farewellMs, () => {
      assert.deepEqual(pids.filter(isAlive), []);
      return Promise.resolve();
    });

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)
    it(`by ${signal} takes gdb and crash along`, async () => {
      const conversation = await Conversation.start();
      try {
        await conversation.launchWithGdb({ core: path, vmlinux });
        // crash reads its vmlinux for as long as this takes.
        void conversation.client
          .evaluateRequest({ expression: 'crash sys', context: 'repl' })
          .catch(() => undefined);
        const engines = await eventually(60_000, () => {
          const found = descendantsOf(conversation.pid);
          assert.equal(found.length, 2);
          return Promise.resolve(found);
        });
        process.kill(conversation.pid, signal);
        await conversation.untilGone();
        await untilGone(engines);
      } finally {
        await conversation.end();
      }
    });

  it('by “terminate” is announced, and by “disconnect” is complete', async () => {
    const conversation = await Conversation.start();
    const { client, pid } = conversation;
    await conversation.launchWithGdb({ core: path, vmlinux });
    const engines = descendantsOf(pid);
    const terminated = client.waitForEvent('terminated');
    await client.customRequest('terminate');
    await terminated;
    await client.disconnectRequest();
    await untilGone([...engines, pid]);
  });

  it('in the middle of a command of crash leaves nobody waiting', async () => {
    const conversation = await Conversation.start();
    const { client, pid } = conversation;
    await conversation.launch({ core: path, vmlinux, gdb: false });
    await client.evaluateRequest({ expression: 'crash sys', context: 'repl' });
    const engines = descendantsOf(pid);
    assert.equal(engines.length, 1);
    process.kill(engines[0]!, 'SIGSTOP');
    const asked = client.evaluateRequest({ expression: 'crash foreach bt', context: 'repl' });
    const answered = assert.rejects(asked, /cancelled/);
    await client.threadsRequest();
    await client.disconnectRequest();
    await untilGone([...engines, pid]);
    await answered;
  });

  it('begins anew with “restart”, without the gdb of before', async () => {
    const conversation = await Conversation.start();
    const { client } = conversation;
    try {
      await conversation.launchWithGdb({ core: path, vmlinux });
      const before = descendantsOf(conversation.pid);
      const joined = client.waitForEvent('invalidated', 120_000);
      await client.restartRequest({});
      await joined;
      await untilGone(before);
      const frame = (await conversation.stack(1)).find(({ name }) => name.startsWith('vfs_write'))!;
      assert.equal((await conversation.evaluate('count', frame.id))!.result, '2');
    } finally {
      await conversation.end();
    }
  });

  it('comes for all sessions of a window with the window itself', async () => {
    // A window that is killed says nothing: its end of the channel closes.
    const script = `
      const host = require('node:child_process').fork(${JSON.stringify(adapterPath)}, [], { serialization: 'advanced' });
      host.on('message', (message) => process.send(message));
      process.on('message', (message) => host.send(message));
      process.send({ pid: host.pid });`;
    const window = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    const [{ pid }] = (await once(window, 'message')) as [{ pid: number }];
    const host = new Connection<DumpHostEvents, DumpHostRequests>(
      {
        post: (message) => window.send(message as object),
        onMessage: (listener) => window.on('message', listener),
      },
      { logLine: () => null, debugMessage: () => null, engineOutput: () => null },
    );
    await host.request('open', { path });
    for (const session of ['one', 'other'])
      for (const [index, [command, args]] of [
        ['initialize', {}],
        // With a vmlinux of its own choice, a session has a gdb of its own.
        ['launch', { core: path, vmlinux }],
      ].entries())
        await host.request('debugMessage', {
          session,
          message: { type: 'request', seq: index + 1, command, arguments: args },
        });
    const engines = await eventually(120_000, () => {
      const found = descendantsOf(pid);
      assert.equal(found.length, 2);
      return Promise.resolve(found);
    });
    window.kill('SIGKILL');
    await untilGone([...engines, pid]);
  });

  it('is not in the way of others when there are too few files for gdb', async () => {
    const conversation = await Conversation.start();
    try {
      const told = conversation.client.waitForEvent('output', 60_000) as Promise<Dap.OutputEvent>;
      // What is open stays open; what would be opened for a child process is one too many.
      const opened = Number(execFileSync('sh', ['-c', `ls /proc/${conversation.pid}/fd | wc -l`]));
      execFileSync('prlimit', [`--pid=${conversation.pid}`, `--nofile=${opened + 4}:4096`]);
      await conversation.launch({ core: path, vmlinux });
      assert.match((await told).body.output, /^No arguments and locals: gdb .*(EMFILE|too many open files)/);
      execFileSync('prlimit', [`--pid=${conversation.pid}`, '--nofile=4096:4096']);
      assert.ok((await conversation.stack(1)).length > 5);
    } finally {
      await conversation.end();
    }
  });
});
