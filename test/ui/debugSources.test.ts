import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { virtualAddress } from '../../core/base/address';
import { kernelSource } from '../dumps/lab/kernelSource';
import { requireDump } from '../dumps/lab/labDump';
import { withKernel } from '../dumps/comparedStacks';
import { takeFailurePictures } from './rig/failurePictures';
import { startRig, type Rig } from './rig/rig';
import { packStandIn } from './rig/standIn';
import type { Workbench } from './rig/workbench';

describe("debugging a dump with the kernel's sources at hand", () => {
  const dump = requireDump('x86-6.1-kdump-zlib-d31');
  let rig: Rig | undefined;
  let folder: string;
  let workbench: Workbench;
  takeFailurePictures(() => workbench);

  before(async function () {
    this.timeout(240_000);
    folder = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
    await copyFile(dump.path, join(folder, 'vmcore'));
    await symlink(dump.vmlinux!, join(folder, 'vmlinux'));
    // Of the machine that the folder is on: the browser's own settings do not tell of its paths.
    await mkdir(join(folder, '.vscode'));
    const settings = { 'vmcore.sourceMap': { '': await kernelSource() } };
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
    rig = await startRig({ vsix: [await packStandIn('hexEditor', folder)] });
    workbench = await rig.open(folder);
  });

  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true });
  });

  const row = (view: string, text: string): Locator =>
    workbench.page.locator(`${view} .monaco-list-row`, { hasText: text }).first();

  it('opens the source of the function that crashed by itself, at the very line', async function () {
    this.timeout(120_000);
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('Kernel panic');
    await workbench.runCommand('Vmcore: Debug');
    await row('.debug-call-stack', 'sysrq_handle_crash').waitFor();
    await workbench.page.locator('.tab.active', { hasText: 'sysrq.c' }).waitFor();
    await workbench.page
      .locator('.part.editor .view-line', { hasText: 'panic("sysrq triggered crash' })
      .waitFor();
    await workbench.page
      .locator('.debug-focused-stack-frame-line, .debug-top-stack-frame-line')
      .first()
      .waitFor();
    await workbench.screenshot('debug-source');
  });

  it('shows the memory that a pointer leads to', async function () {
    this.timeout(120_000);
    const register = row('.debug-variables', 'rsp');
    const address = /0x[0-9a-f]+/.exec((await register.textContent()) ?? '')?.[0];
    assert.ok(address !== undefined, 'rsp is shown');
    await register.hover();
    await register.locator('.codicon-debug-inspect-memory').click();
    const expected = await withKernel(dump, (kernel) => {
      const bytes = Buffer.alloc(32);
      assert.deepEqual(kernel.memory.read(virtualAddress(BigInt(address)), bytes), []);
      return bytes.toString('hex');
    });
    await workbench.webview().locator('pre', { hasText: expected }).waitFor();
    await workbench.screenshot('debug-memory');
  });
});
