import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the readiness of this machine', () => {
  const { openWindow } = useVscode();
  let workbench: Workbench;

  const row = (title: string): Locator =>
    workbench.page.locator('.part.panel .monaco-list-row').filter({ hasText: title }).first();

  before(async function () {
    this.timeout(120_000);
    workbench = await openWindow();
  });

  it('is shown by a command, each check with what was read', async () => {
    await workbench.runCommand('Vmcore: Is This Machine Ready to Capture a Crash Dump?');
    // A list draws only the rows that there is room for.
    await row('Reserved memory').waitFor();
    await workbench.runCommand('View: Toggle Maximized Panel');
    for (const title of ['Reserved memory', 'Service', 'Capture kernel', 'Dump target', 'Early kdump'])
      await row(title).waitFor();
    const memory = row('Reserved memory');
    const isOpen = (await memory.getAttribute('aria-expanded')) === 'true';
    if (!isOpen) await memory.click();
    await row('/proc/cmdline').waitFor();
    const [first = ''] = (await readFile('/proc/cmdline', 'utf8')).split(' ');
    await row(first).waitFor();
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`is shown in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await row('Reserved memory').waitFor();
      await workbench.screenshot(`kdump-readiness-${kind}`);
    });
  }
});
