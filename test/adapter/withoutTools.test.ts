import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump } from '../dumps/lab/labDump';
import { descendantsOf } from './childProcesses';
import { Conversation } from './conversation';

describe('a debug session on a machine without gdb, crash and debuginfo', function () {
  this.timeout(120_000);
  const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
  let folder: string;
  let conversation: Conversation;
  let said: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-without-'));
    mkdirSync(join(folder, 'bin'));
    symlinkSync(process.execPath, join(folder, 'bin/node'));
    conversation = await Conversation.start({ PATH: join(folder, 'bin'), XDG_CACHE_HOME: folder });
    said = [];
    conversation.client.on('output', ({ body }: Dap.OutputEvent) => said.push(body.output));
  });

  afterEach(async () => {
    await conversation.end();
    rmSync(folder, { recursive: true });
  });

  /** All that a person comes to look at; nothing of it says again what is missing. */
  const lookAround = async (): Promise<void> => {
    const { client } = conversation;
    const frames = await conversation.stack(1);
    assert.ok(frames.length > 5);
    for (const { id } of frames.slice(0, 3))
      assert.deepEqual(
        (await conversation.scopes(id)).map(({ name }) => name.split(' ')[0]),
        ['Registers', 'Task', 'Per-cpu'],
      );
    const { body } = await client.evaluateRequest({ expression: 'init_task.comm', context: 'watch' });
    assert.equal(body.result, '"swapper/0"');
    await client.exceptionInfoRequest({ threadId: 1 });
  };

  for (const [what, more, words] of [
    [
      'no vmlinux',
      {},
      /^No arguments and locals: .*\(vmlinux\) is not on this machine\. Install it with .*-dbg/,
    ],
    [
      'a vmlinux alone',
      { vmlinux },
      /^No arguments and locals: gdb or .* not installed .*\. Install it with “\S+ .*gdb”/,
    ],
  ] as const)
    it(`and ${what} says once what is missing, and does all else`, async () => {
      const told = conversation.client.waitForEvent('output');
      await conversation.launch({ core: path, ...more });
      await told;
      await lookAround();
      assert.equal(said.length, 1, said.join());
      assert.match(said[0]!, words);
      assert.deepEqual(descendantsOf(conversation.pid), []);
    });

  it('says why a command of crash is not carried out, and how to get crash', async () => {
    await conversation.launch({ core: path, vmlinux, gdb: false });
    const { client } = conversation;
    await assert.rejects(
      client.evaluateRequest({ expression: 'crash sys', context: 'repl' }),
      /crash is not installed on this machine/,
    );
    await lookAround();
  });
});
