import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { readElfBuildId } from '../../core/debuginfo/elfBuildId';
import { requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

describe('a debug session for which there is a vmlinux without what it needs', function () {
  this.timeout(240_000);
  const { path: core, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
  let folder: string;
  let stripped: string;
  let conversation: Conversation;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-unfit-'));
    stripped = join(folder, 'stripped');
    mkdirSync(stripped);
    execFileSync('objcopy', ['--strip-debug', vmlinux!, join(stripped, 'vmlinux')]);
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

  /** What the session says of a vmlinux that is found; all that needs none works on. */
  async function saidOf(debuginfoFolder: string): Promise<string> {
    const told = conversation.client.waitForEvent('output') as Promise<Dap.OutputEvent>;
    await conversation.launch({ core, debuginfoPaths: [debuginfoFolder] });
    const { output } = (await told).body;
    const frames = await conversation.stack(1);
    assert.ok(frames.some(({ name }) => name === 'vfs_write'));
    assert.ok((await conversation.scopes(frames[0]!.id)).some(({ name }) => name.startsWith('Registers')));
    return output;
  }

  it('does not begin with one that a person named and that was stripped', async () => {
    const named = { core, vmlinux: join(stripped, 'vmlinux'), gdb: false };
    await conversation.client.initializeRequest();
    await assert.rejects(conversation.client.customRequest('launch', named), {
      message: `${named.vmlinux} has no line numbers: its debuginfo was stripped.`,
    });
    await conversation.client.customRequest('launch', { core, gdb: false });
    assert.ok((await conversation.stack(1)).length > 5);
  });

  it('says that the one it found was stripped', async () => {
    assert.equal(
      (await saidOf(stripped)).replace(/ Install .*\n$/, ''),
      'No arguments and locals: The debug information of the dumped kernel (vmlinux) is not on this machine: ' +
        `that of ${join(stripped, 'vmlinux')} was stripped.`,
    );
  });

  it('says that the one it found is of another build, and names both build-ids', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    const path = requireDump('x86-6.12-kdump-zstd-d31').vmlinux!;
    symlinkSync(path, join(other, 'vmlinux'));
    const [found, wanted] = [path, vmlinux!].map((each) => readElfBuildId(each));
    assert.ok(
      (await saidOf(other)).includes(
        `${join(other, 'vmlinux')} is of another build (build-id ${found} instead of ${wanted}).`,
      ),
    );
  });
});
