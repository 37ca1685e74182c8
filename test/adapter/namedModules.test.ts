import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { crashDumps } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

describe('modules that a launch configuration names', function () {
  this.timeout(120_000);
  let folder: string;
  let conversation: Conversation;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-modules-'));
    conversation = await Conversation.start({ XDG_CACHE_HOME: folder });
  });
  after(async () => {
    await conversation.end();
    rmSync(folder, { recursive: true });
  });

  it('are used whatever their files are called, and the session says which are of no loaded module', async () => {
    const dump = crashDumps().find(({ name }) => name === 'x86-6.1-crash-null-deref')!;
    const named = join(folder, 'from-the-build-server');
    cpSync(dump.crash.moduleDebuginfo!, named);
    const told = conversation.client.waitForEvent('output') as Promise<Dap.OutputEvent>;
    const modules = [named, join(folder, 'nowhere.ko')];
    await conversation.launch({ core: dump.path, modules, gdb: false });
    assert.ok((await conversation.stack(1)).some(({ name }) => name.endsWith('[labcrash] (faults.c:14)')));
    const { output } = (await told).body;
    assert.equal(
      output,
      `${join(folder, 'nowhere.ko')} is of none of the loaded modules: its build-id is another, or it has none.\n`,
    );
  });
});
