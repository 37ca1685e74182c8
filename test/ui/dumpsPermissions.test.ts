import assert from 'node:assert/strict';
import { access, chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { takeFailurePictures } from './rig/failurePictures';
import { startRig, type Rig } from './rig/rig';
import type { Workbench } from './rig/workbench';

/** kdump saves dumps that root alone may read; here nobody may. */
describe('dumps that may not be read', function () {
  this.timeout(180_000);
  let rig: Rig | undefined;
  let workspace: string;
  let crashes: string;
  let workbench: Workbench;
  takeFailurePictures(() => workbench);

  const row = (text: string | RegExp): Locator =>
    workbench.page.locator('.part.sidebar .pane-body .monaco-list-row').filter({ hasText: text }).first();
  /** The hover of a row that the mouse rests on would lie over the others. */
  const clickRow = async (text: RegExp, options?: Parameters<Locator['click']>[0]): Promise<void> => {
    await workbench.page.mouse.move(900, 790);
    await workbench.page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
    await row(text).click(options);
  };
  const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const expectCommand = async (path: string): Promise<void> => {
    await dialog().getByText(`You may not read ${path}`).waitFor();
    await dialog().getByText('Copy Command').click();
    await eventually(5000, async () => {
      const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
      assert.equal(copied, `sudo setfacl -R -m u:${userInfo().username}:rX -- ${path}`);
    });
  };

  before(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
    crashes = await mkdtemp(join(tmpdir(), 'vmcore-crashes-'));
    await copyFile(requireDump('x86-6.1-crash-null-deref').path, join(workspace, 'vmcore'));
    await chmod(join(workspace, 'vmcore'), 0);
    await mkdir(join(crashes, 'locked'), { mode: 0 });
    rig = await startRig({ heedsPermissions: true, settings: { 'vmcore.dumpFolders': [crashes] } });
    workbench = await rig.open(workspace);
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  after(async () => {
    await rig?.stop();
    await chmod(join(crashes, 'locked'), 0o700);
    await chmod(workspace, 0o700);
    for (const folder of [workspace, crashes]) await rm(folder, { recursive: true });
  });

  it('are listed as such, and a folder says how to read it', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="Crash Dumps"]').click();
    await row(/^vmcore.*permission denied/).waitFor();
    await clickRow(/locked.*permission denied · How to read it/);
    await workbench.screenshot('dumps-how-to-read');
    await expectCommand(join(crashes, 'locked'));
  });

  it('say how to read them, too', async () => {
    await clickRow(/^vmcore.*permission denied/, { button: 'right' });
    await workbench.page.locator('.monaco-menu .action-label', { hasText: 'How to Read It' }).hover();
    await workbench.page.keyboard.press('Enter');
    await expectCommand(join(workspace, 'vmcore'));
  });

  it('say when they are opened what keeps them from being read, and what to do', async () => {
    await clickRow(/^vmcore.*permission denied/);
    await workbench.waitForText(`You may not read ${join(workspace, 'vmcore')}.`);
    await workbench.waitForText('Ask its owner for read access');
    await workbench.screenshot('dump-unreadable');
  });

  it('are read once they may be', async () => {
    await chmod(join(workspace, 'vmcore'), 0o600);
    await workbench.runCommand('Vmcore: Search for Dumps Again');
    await row('NULL deref · labcrash_set_depth').waitFor();
  });

  it('say why they cannot be deleted from a folder that may not be changed, and stay', async () => {
    await chmod(workspace, 0o500);
    await clickRow(/NULL deref/);
    await workbench.page.keyboard.press('Delete');
    await dialog().getByText('Delete Permanently').click();
    await workbench.page
      .locator('.notification-toast', { hasText: /vmcore could not be deleted \(EACCES/ })
      .waitFor();
    await workbench.screenshot('dumps-not-deleted');
    await access(join(workspace, 'vmcore'));
    await row('NULL deref · labcrash_set_depth').waitFor();
  });
});
