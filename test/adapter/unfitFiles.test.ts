import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

describe('files that no debug session can be about', function () {
  this.timeout(120_000);
  const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
  let folder: string;
  let pipe: string;
  let conversation: Conversation;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-unfit-'));
    pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    conversation = await Conversation.start({ XDG_CACHE_HOME: folder });
    await conversation.client.initializeRequest();
  });
  after(async () => {
    await conversation.end();
    rmSync(folder, { recursive: true });
  });

  const refusal = async (launchArguments: object): Promise<string> => {
    const answer = conversation.client.customRequest('launch', { gdb: false, ...launchArguments });
    const error = await answer.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error, 'it is refused');
    return error.message;
  };

  it('are refused before they are read: nobody waits for a writer', async () => {
    assert.match(await refusal({ core: pipe }), /named pipe/);
    assert.match(await refusal({ core: folder }), /directory/);
    assert.match(await refusal({ core: '/dev/zero' }), /device/);
    assert.match(await refusal({ core: path, vmlinux: pipe }), /named pipe/);
    assert.match(await refusal({ core: path, vmlinux: folder }), /directory/);
  });

  it('are named when they are other than what they are given for', async () => {
    assert.match(await refusal({ core: vmlinux }), /vmlinux|kernel/);
    assert.match(await refusal({ core: path, vmlinux: path }), /not an ELF file with a build-id/);
    assert.match(await refusal({ core: join(folder, 'nowhere') }), /nowhere/);
  });

  it('do not keep the next from being opened', async () => {
    await conversation.client.customRequest('launch', { core: path, modules: [pipe], gdb: false });
    assert.equal((await conversation.stack(1))[0]?.name.startsWith('__crash_kexec'), true);
  });
});
