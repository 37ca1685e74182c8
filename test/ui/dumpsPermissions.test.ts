import assert from 'node:assert/strict';
import { access, chmod, copyFile, mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

/** kdump saves dumps that root alone may read; here nobody may. */
describe('dumps that may not be read', function () {
  this.timeout(180_000);
  // Before the suite's folder is removed, which root alone could do otherwise.
  after(async () => {
    for (const folder of [locked(), inside('workspace')]) await chmod(folder, 0o700);
  });
  const { inside, openWindow } = useVscode();
  const locked = (): string => inside('crashes', 'locked');
  let workbench: Workbench;

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
    for (const name of ['workspace', 'crashes']) await mkdir(inside(name));
    await copyFile(requireDump('x86-6.1-crash-null-deref').path, inside('workspace', 'vmcore'));
    await chmod(inside('workspace', 'vmcore'), 0);
    await mkdir(locked(), { mode: 0 });
    const settings = { 'vmcore.dumpFolders': [inside('crashes')] };
    workbench = await openWindow({ heedsPermissions: true, settings }, 'workspace');
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  it('are listed as such, and a folder says how to read it', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="Crash Dumps"]').click();
    await row(/^vmcore.*permission denied/).waitFor();
    await clickRow(/locked.*permission denied · How to read it/);
    await workbench.screenshot('dumps-how-to-read');
    await expectCommand(inside('crashes', 'locked'));
  });

  it('say how to read them, too', async () => {
    await clickRow(/^vmcore.*permission denied/, { button: 'right' });
    await workbench.page.locator('.monaco-menu .action-label', { hasText: 'How to Read It' }).hover();
    await workbench.page.keyboard.press('Enter');
    await expectCommand(inside('workspace', 'vmcore'));
  });

  it('say when they are opened what keeps them from being read, and what to do', async () => {
    await clickRow(/^vmcore.*permission denied/);
    await workbench.waitForText(`You may not read ${inside('workspace', 'vmcore')}.`);
    await workbench.waitForText('Ask its owner for read access');
    await workbench.screenshot('dump-unreadable');
  });

  it('are read once they may be', async () => {
    await chmod(inside('workspace', 'vmcore'), 0o600);
    await workbench.runCommand('Vmcore: Search for Dumps Again');
    await row('NULL deref · labcrash_set_depth').waitFor();
  });

  it('say why they cannot be deleted from a folder that may not be changed, and stay', async () => {
    await chmod(inside('workspace'), 0o500);
    await clickRow(/NULL deref/);
    await workbench.page.keyboard.press('Delete');
    await dialog().getByText('Delete Permanently').click();
    await workbench.page
      .locator('.notification-toast', { hasText: /vmcore could not be deleted \(EACCES/ })
      .waitFor();
    await workbench.screenshot('dumps-not-deleted');
    await access(inside('workspace', 'vmcore'));
    await row('NULL deref · labcrash_set_depth').waitFor();
  });
});
