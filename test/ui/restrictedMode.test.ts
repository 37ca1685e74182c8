import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDump } from '../dumps/lab/labDump';
import { takeFailurePictures } from './rig/failurePictures';
import { startRig, type Rig } from './rig/rig';
import type { Workbench } from './rig/workbench';

/** A dump from a stranger lies in a folder that nobody trusts yet: reading it must need no trust. */
describe('a folder that is not trusted', () => {
  let rig: Rig | undefined;
  let folder: string;
  let workbench: Workbench;
  takeFailurePictures(() => workbench);

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
    await copyFile(requireDump('x86-6.1-kdump-zlib-d31').path, join(folder, 'vmcore'));
    rig = await startRig({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
    });
    workbench = await rig.open(folder);
  });

  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true });
  });

  it('shows its dump and the kernel log all the same', async () => {
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('Kernel panic - not syncing: sysrq triggered crash');
    await workbench.webview().locator('#stack li', { hasText: 'sysrq_handle_crash' }).waitFor();
    await workbench.runCommand('Vmcore: Show Kernel Log');
    await workbench.webview().locator('.view-line', { hasText: 'sysrq triggered crash' }).first().waitFor();
  });

  it('says why it has no crash console, and how to get one', async () => {
    await workbench.runCommand('Vmcore: Show Crash Console');
    const words = workbench.page.locator('.notification-toast', {
      hasText: 'Restricted Mode: the crash console',
    });
    await words.getByText('Manage Trust').click();
    await workbench.page.locator('.workspace-trust-editor').waitFor();
  });
});
