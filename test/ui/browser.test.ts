import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

describe('the extension in a browser, without a machine', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inEditor = (selector: string): Locator => workbench.page.locator(`.part.editor ${selector}`);

  before(async function () {
    this.timeout(120_000);
    await writeFile(inside('kdump.conf'), 'path /var/crash\nfailure_acton poweroff\n');
    // The web worker of the page, where VS Code runs extensions that have a browser entry.
    workbench = await openWindow({ settings: { 'remote.extensionKind': { 'vmcore.vmcore': ['web'] } } });
  });

  it('checks a kdump.conf', async () => {
    await workbench.openFromExplorer('kdump.conf');
    await inEditor('.squiggly-error').first().waitFor();
  });

  it('says that dumps need a machine', async () => {
    await workbench.runCommand('Vmcore: Is This Machine Ready to Capture a Crash Dump?');
    const told = workbench.page.locator('.notification-toast');
    await told.getByText('A browser has no machine').waitFor();
    assert.equal(await told.count(), 1);
  });
});
