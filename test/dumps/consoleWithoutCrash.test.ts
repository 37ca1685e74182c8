import assert from 'node:assert/strict';
import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VmcoreError } from '../../core/base/errors';
import { projectRoot } from '../support/manifest';
import { requireDump } from './lab/labDump';
import { ConsoleSession } from './consoleSession';

describe('the crash console without a crash that serves', () => {
  let folder: string;
  let session: ConsoleSession;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-fake-'));
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    session = new ConsoleSession([vmlinux!.replace(/\/boot\/[^/]*$/, '')], join(folder, 'crash.mjs'));
    await session.host.connection.request('open', { path });
  });

  afterEach(async () => {
    session.host.stop();
    await rm(folder, { recursive: true });
  });

  const installFake = async (fault: string): Promise<void> => {
    await copyFile(join(projectRoot, 'test/support/engines/fakeCrash.mjs'), join(folder, 'crash.mjs'));
    await chmod(join(folder, 'crash.mjs'), 0o755);
    await writeFile(join(folder, 'fault'), fault);
  };

  it('says how to install it, and takes one that came meanwhile', async () => {
    await assert.rejects(session.run('sys'), (error: VmcoreError) => {
      assert.equal(error.code, 'engine-missing');
      assert.match(error.nextStep, /[Ii]nstall/);
      return true;
    });
    await installFake('');
    assert.equal(await session.run('sys'), 'sys\n');
  });

  it('says that it refuses this kernel, in its own words', async () => {
    await installFake('start-die');
    await assert.rejects(session.run('sys'), {
      code: 'engine-outdated',
      message: /does not open this dump of Linux 6\.1.*vmlinux and vmcore do not match!/s,
    });
  });

  it('has what came before the end of a crash that dies, and starts it again', async () => {
    await installFake('die');
    await assert.rejects(session.run('sys'), { code: 'engine-stopped' });
    await installFake('');
    assert.equal(await session.run('bt'), 'bt\n');
  });
});
