import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

/** What a stranger's folder says is to be run: each leaves a word of having been run. */
const tools = ['gdb', 'crash'];

describe('settings and launch configurations of a folder that is not trusted', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const ofStranger = (name: string): string => inside('workspace', name);
  const ran = (): readonly string[] => tools.filter((tool) => existsSync(ofStranger(`${tool}-ran`)));
  const trustDialog = (): Locator =>
    workbench.page.locator('.monaco-dialog-box', { hasText: 'Do you trust' });

  before(async function () {
    this.timeout(120_000);
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    await mkdir(ofStranger('.vscode'), { recursive: true });
    await mkdir(inside('debuginfo'));
    await symlink(vmlinux!, inside('debuginfo/vmlinux'));
    await copyFile(path, ofStranger('vmcore'));
    for (const tool of tools)
      await writeFile(ofStranger(tool), `#!/bin/sh\necho "$@" > '${ofStranger(`${tool}-ran`)}'\n`, {
        mode: 0o755,
      });
    const settings = {
      'vmcore.debuginfoPaths': [ofStranger('nothing')],
      'vmcore.crashPath': ofStranger('crash'),
    };
    await writeFile(ofStranger('.vscode/settings.json'), JSON.stringify(settings));
    const configuration = {
      type: 'vmcore',
      request: 'launch',
      name: 'of a stranger',
      core: ofStranger('vmcore'),
      vmlinux: inside('debuginfo/vmlinux'),
      gdb: ofStranger('gdb'),
      crash: ofStranger('crash'),
    };
    await writeFile(ofStranger('.vscode/launch.json'), JSON.stringify({ configurations: [configuration] }));
    workbench = await openWindow(
      {
        settings: {
          'security.workspace.trust.enabled': true,
          'security.workspace.trust.startupPrompt': 'never',
          'vmcore.debuginfoPaths': [inside('debuginfo')],
        },
      },
      'workspace',
    );
  });

  it('do not take the place of the person’s own: source lines come from the debuginfo that she named', async () => {
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.openFromExplorer('vmcore');
    await workbench
      .webview()
      .locator('#stack li', { hasText: /panic\.c:\d+/ })
      .first()
      .waitFor();
  });

  for (const command of ['Vmcore: Debug', 'Debug: Start Debugging'])
    it(`start nothing: “${command}” asks for trust first`, async () => {
      await workbench.runCommand(command);
      await trustDialog().waitFor();
      await workbench.screenshot('restricted-debug');
      await trustDialog().getByRole('button', { name: 'Cancel' }).click();
      await trustDialog().waitFor({ state: 'hidden' });
      assert.equal(await workbench.page.locator('.debug-toolbar:visible').count(), 0);
      assert.deepEqual(ran(), []);
    });

  it('count once the folder is trusted', async () => {
    await workbench.runCommand('Debug: Start Debugging');
    await trustDialog().getByRole('button', { name: 'Trust' }).click();
    await workbench.page.locator('.debug-toolbar:visible').waitFor();
    await workbench.page
      .locator('.debug-call-stack .monaco-list-row', { hasText: 'sysrq_handle_crash' })
      .first()
      .waitFor();
    await eventually(30_000, () => {
      assert.deepEqual(ran(), ['gdb']);
      return Promise.resolve();
    });
    assert.match(await readFile(ofStranger('gdb-ran'), 'utf8'), /-nx/);
  });
});
