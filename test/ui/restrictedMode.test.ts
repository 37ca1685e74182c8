import { copyFile } from 'node:fs/promises';
import { requireDump } from '../dumps/lab/labDump';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

/** A dump from a stranger lies in a folder that nobody trusts yet: reading it must need no trust. */
describe('a folder that is not trusted', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    await copyFile(requireDump('x86-6.1-kdump-zlib-d31').path, inside('vmcore'));
    workbench = await openWindow({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
    });
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
