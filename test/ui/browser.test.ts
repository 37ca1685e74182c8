import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { takeFailurePictures } from './rig/failurePictures';
import { startRig, type Rig } from './rig/rig';
import type { Workbench } from './rig/workbench';

describe('the extension in a browser, without a machine', () => {
  let rig: Rig | undefined;
  let folder: string;
  let workbench: Workbench;
  takeFailurePictures(() => workbench);

  const inEditor = (selector: string): Locator => workbench.page.locator(`.part.editor ${selector}`);

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
    await writeFile(join(folder, 'kdump.conf'), 'path /var/crash\nfailure_acton poweroff\n');
    // The web worker of the page, where VS Code runs extensions that have a browser entry.
    rig = await startRig({ settings: { 'remote.extensionKind': { 'vmcore.vmcore': ['web'] } } });
    workbench = await rig.open(folder);
  });

  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true });
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
