import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { useVscode } from './rig/useVscode';
import { packStandIn } from './rig/standIn';
import type { Workbench } from './rig/workbench';

describe('kdump.conf on a file system that is on no machine', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inEditor = (selector: string): Locator => workbench.page.locator(`.part.editor ${selector}`);

  before(async function () {
    this.timeout(120_000);
    const vsix = await packStandIn('memoryFiles', inside());
    workbench = await openWindow({ vsix: [vsix] });
    await workbench.runCommand('Memory Files: Open kdump.conf');
  });

  it('is checked by its text alone', async () => {
    await inEditor('.squiggly-error').first().waitFor();
    // Its path is that of the machine's own file; still nothing is looked for on this one.
    assert.equal(await inEditor('.squiggly-warning').count(), 0);
  });

  it('offers what needs no machine', async () => {
    await inEditor('.codelens-decoration a')
      .getByText('Preview what a crash does', { exact: true })
      .waitFor();
    assert.equal(await inEditor('.codelens-decoration a').getByText('Is this machine ready?').count(), 0);
  });

  it('is mended by a quick fix and saved there', async () => {
    await inEditor('.view-line').last().click();
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Control+.');
    await workbench.page.locator('.action-widget').getByText("Change to 'failure_action'").click();
    await inEditor('.squiggly-error').first().waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('Control+s');
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
  });

  it('has a preview', async () => {
    await workbench.runCommand('Vmcore: Preview What a Crash Does');
    await workbench.waitForText('127.0.0.1-');
  });
});
