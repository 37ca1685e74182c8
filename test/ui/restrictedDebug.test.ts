import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { takeFailurePictures } from './rig/failurePictures';
import { startRig, type Rig } from './rig/rig';
import type { Workbench } from './rig/workbench';

/** What a stranger's folder says is to be run: each leaves a word of having been run. */
const tools = ['gdb', 'crash'];

describe('settings and launch configurations of a folder that is not trusted', () => {
  let rig: Rig | undefined;
  let folder: string;
  let workbench: Workbench;
  takeFailurePictures(() => workbench);

  const inside = (name: string): string => join(folder, 'workspace', name);
  const ran = (): readonly string[] => tools.filter((tool) => existsSync(inside(`${tool}-ran`)));
  const trustDialog = (): Locator =>
    workbench.page.locator('.monaco-dialog-box', { hasText: 'Do you trust' });

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    await mkdir(inside('.vscode'), { recursive: true });
    await mkdir(join(folder, 'debuginfo'));
    await symlink(vmlinux!, join(folder, 'debuginfo/vmlinux'));
    await copyFile(path, inside('vmcore'));
    for (const tool of tools)
      await writeFile(inside(tool), `#!/bin/sh\necho "$@" > '${inside(`${tool}-ran`)}'\n`, { mode: 0o755 });
    const settings = { 'vmcore.debuginfoPaths': [inside('nothing')], 'vmcore.crashPath': inside('crash') };
    await writeFile(inside('.vscode/settings.json'), JSON.stringify(settings));
    const configuration = {
      type: 'vmcore',
      request: 'launch',
      name: 'of a stranger',
      core: inside('vmcore'),
      vmlinux: join(folder, 'debuginfo/vmlinux'),
      gdb: inside('gdb'),
      crash: inside('crash'),
    };
    await writeFile(inside('.vscode/launch.json'), JSON.stringify({ configurations: [configuration] }));
    rig = await startRig({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'vmcore.debuginfoPaths': [join(folder, 'debuginfo')],
      },
    });
    workbench = await rig.open(inside(''));
  });

  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true });
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
    assert.match(await readFile(inside('gdb-ran'), 'utf8'), /-nx/);
  });
});
