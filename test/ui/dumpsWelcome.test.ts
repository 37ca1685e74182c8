import { copyFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

/** Somebody new, in a folder that nobody trusts yet. */
describe('the view of dumps where there is none', function () {
  this.timeout(180_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const sideBar = (): Locator => workbench.page.locator('.part.sidebar');
  const steps = (): Locator => workbench.page.locator('.gettingStartedContainer .step-title');

  before(async () => {
    workbench = await openWindow({
      // Wide enough for the walkthrough's pictures.
      window: { width: 1700, height: 900 },
      settings: {
        'vmcore.dumpFolders': [],
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
    });
  });

  it('says so, and offers to open one, to name a folder, and to be led', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="Crash Dumps"]').click();
    await sideBar().getByText('No dumps here or in the folders set for them').waitFor();
    for (const label of ['Open…', 'Add Folder…'])
      await sideBar().locator('.monaco-button', { hasText: label }).waitFor();
    await workbench.screenshot('dumps-welcome');
  });

  it('leads to a first backtrace in five steps, one of them done once a dump is open', async () => {
    await sideBar().getByText('Open the walkthrough').click();
    for (const title of [
      'Open a dump',
      'Read the verdict',
      'Add source lines',
      'Debug it with F5',
      'Move by keyboard',
    ])
      await steps().filter({ hasText: title }).waitFor();
    for (const kind of Object.keys(themes) as ThemeKind[]) {
      await workbench.setTheme(kind);
      await steps().first().waitFor();
      await workbench.screenshot(`walkthrough-${kind}`);
    }
    for (const title of ['Read the verdict', 'Add source lines', 'Debug it with F5', 'Move by keyboard']) {
      await steps().filter({ hasText: title }).click();
      await workbench.page.locator('.getting-started-step.expanded', { hasText: title }).waitFor();
      await workbench.page.locator('.getting-started-media:visible').first().waitFor();
      await workbench.screenshot(`walkthrough ${title}`);
    }
  });

  it('shows a dump that comes, and opens it, though the folder is not trusted', async () => {
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await copyFile(requireDump('x86-6.1-crash-null-deref').path, inside('vmcore'));
    const row = sideBar().locator('.monaco-list-row', { hasText: 'NULL deref · labcrash_set_depth' });
    await row.waitFor();
    await row.click();
    await workbench.page.locator('.tab[data-resource-name="vmcore"]').waitFor();
    await workbench.waitForText('NULL pointer dereference');
  });

  it('knows it again after a reload', async () => {
    await workbench.page.reload();
    await sideBar().locator('.monaco-list-row', { hasText: 'NULL deref · labcrash_set_depth' }).waitFor();
    await workbench.runCommand('Vmcore: Open Walkthrough');
    const done = workbench.page.locator('.getting-started-step', { hasText: 'Open a dump' });
    await done
      .locator('.getting-started-checkbox.codicon-getting-started-step-checked, .complete')
      .first()
      .waitFor();
  });
});
