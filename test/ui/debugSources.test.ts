import assert from 'node:assert/strict';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { virtualAddress } from '../../core/base/address';
import { kernelSource } from '../dumps/lab/kernelSource';
import { requireDump } from '../dumps/lab/labDump';
import { withKernel } from '../dumps/comparedStacks';
import { useVscode } from './rig/useVscode';
import { packStandIn } from './rig/standIn';
import type { Workbench } from './rig/workbench';

describe("debugging a dump with the kernel's sources at hand", () => {
  const dump = requireDump('x86-6.1-kdump-zlib-d31');
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  before(async function () {
    this.timeout(240_000);
    await copyFile(dump.path, inside('vmcore'));
    await symlink(dump.vmlinux!, inside('vmlinux'));
    // Of the machine that the folder is on: the browser's own settings do not tell of its paths.
    await mkdir(inside('.vscode'));
    const settings = { 'vmcore.sourceMap': { '': await kernelSource() } };
    await writeFile(inside('.vscode/settings.json'), JSON.stringify(settings));
    workbench = await openWindow({ vsix: [await packStandIn('hexEditor', inside())] });
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
