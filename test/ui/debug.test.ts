import assert from 'node:assert/strict';
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDump } from '../dumps/lab/labDump';
import { dumpHostsOf } from './dumpHosts';
import { eventually } from './eventually';
import { takeFailurePictures } from './rig/failurePictures';
import { startRig, type Rig } from './rig/rig';
import type { Workbench } from './rig/workbench';

describe('debugging a dump', () => {
  let rig: Rig | undefined;
  let folder: string;
  let dumpPath: string;
  let workbench: Workbench;
  takeFailurePictures(() => workbench);

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
    dumpPath = join(folder, 'vmcore');
    await copyFile(requireDump('x86-6.1-kdump-zlib-d31').path, dumpPath);
    await chmod(dumpPath, 0o400);
    rig = await startRig();
    workbench = await rig.open(folder);
  });

  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true });
  });

  const callStack = (text: string): ReturnType<Workbench['page']['locator']> =>
    workbench.page.locator('.debug-call-stack .monaco-list-row', { hasText: text }).first();

  it('starts from the overview with one click, and shows the stack, registers and the task', async () => {
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('Kernel panic');
    await workbench.runCommand('Vmcore: Debug');
    await callStack('sysrq_handle_crash').waitFor();
    await callStack('1 init (on cpu 0)').waitFor();
    await workbench.page.locator('.debug-variables .monaco-list-row', { hasText: 'rip' }).first().waitFor();
    await workbench.page.locator('.tab', { hasText: '__crash_kexec.S' }).waitFor();
    await workbench.screenshot('debug-session');
    assert.equal((await dumpHostsOf(dumpPath)).length, 1);
  });

  it('evaluates what is typed into the console', async () => {
    await workbench.page.locator('.repl .repl-input-wrapper .monaco-editor').click();
    await workbench.page.keyboard.type('init_task.comm');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.repl .monaco-list-row', { hasText: '"swapper/0"' }).waitFor();
    await workbench.screenshot('debug-console');
  });

  it('ends without a trace', async () => {
    await workbench.runCommand('Debug: Stop');
    await workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await workbench.runCommand('View: Close All Editors');
    await eventually(2000, async () => {
      assert.equal((await dumpHostsOf(dumpPath)).length, 0);
    });
  });
});
