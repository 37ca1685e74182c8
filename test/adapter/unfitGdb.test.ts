import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump } from '../dumps/lab/labDump';
import { projectRoot } from '../support/manifest';
import { descendantsOf } from './childProcesses';
import { Conversation } from './conversation';

describe('a debug session whose gdb cannot do its part', function () {
  this.timeout(120_000);
  const dump = requireDump('x86-6.1-kdump-zlib-d31');
  let folder: string;
  let conversation: Conversation;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-unfit-'));
    conversation = await Conversation.start({ XDG_CACHE_HOME: folder });
  });
  afterEach(async () => {
    await conversation.end();
    rmSync(folder, { recursive: true });
  });

  /** What the session says of it; all else works on. */
  async function saidOf(gdb: string): Promise<string> {
    const told = conversation.client.waitForEvent('output', 60_000) as Promise<Dap.OutputEvent>;
    await conversation.launch({ core: dump.path, vmlinux: dump.vmlinux, gdb });
    const { output } = (await told).body;
    const frame = (await conversation.stack(1)).find(({ name }) => name.startsWith('vfs_write'));
    assert.ok(frame, 'the stack is there');
    const scopes = await conversation.scopes(frame.id);
    assert.deepEqual(
      scopes.map(({ name }) => name.split(' ')[0]),
      ['Registers', 'Task', 'Per-cpu'],
    );
    return output;
  }

  it('says that it is too old, and which would do', async () => {
    const gdb = join(folder, 'gdb.mjs');
    copyFileSync(join(projectRoot, 'test/support/engines/fakeGdb.mjs'), gdb);
    chmodSync(gdb, 0o755);
    writeFileSync(join(folder, 'fault'), 'old');
    assert.match(
      await saidOf(gdb),
      /^No arguments and locals: gdb 8\.2 is too old: 13 is the oldest that works here\./,
    );
  });

  it('says that it ran out of memory', async () => {
    const gdb = join(folder, 'gdb');
    writeFileSync(gdb, '#!/bin/sh\nulimit -v 300000\nexec gdb "$@"\n', { mode: 0o755 });
    assert.match(await saidOf(gdb), /^No arguments and locals: gdb stopped \(out of memory\)\./);
    assert.deepEqual(descendantsOf(conversation.pid), []);
  });
});
