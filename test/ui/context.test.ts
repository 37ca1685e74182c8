import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { dumpedTasks } from '../dumps/dumpedTasks';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

describe('the task that is set', function () {
  this.timeout(180_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;
  let crashed: string;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const statusBar = (task: string): Promise<void> =>
    workbench.page.locator('.statusbar-item', { hasText: task }).waitFor();
  const chip = (task: string): Promise<void> =>
    inPanel('header .context-task').filter({ hasText: task }).waitFor();
  const follows = (does: boolean): Promise<void> =>
    inPanel(`header .context button[aria-pressed=${does}]`).waitFor();
  const setTask = async (pid: string, comm: string): Promise<void> => {
    await workbench.runCommand('Vmcore: Set Task…');
    const rows = workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
    const row = rows
      .filter({ has: workbench.page.getByText(pid, { exact: true }) })
      .filter({ hasText: comm });
    await row.first().click();
    await statusBar(`${pid} ${comm}`);
  };
  const onlyItsLines = async (caller: string): Promise<void> => {
    await workbench.runCommand('Vmcore: Show Only Lines of the Task That Is Set');
    await eventually(10_000, async () => {
      assert.equal(await inPanel('.filter input').first().inputValue(), `caller:${caller}`);
    });
  };
  const counts = (text: RegExp): Promise<void> =>
    inPanel('footer .counts').filter({ hasText: text }).waitFor();
  const userPage = (): Promise<void> =>
    inPanel('.memory-rows .row')
      .filter({ hasText: /^0000000000400000.*\.ELF/ })
      .waitFor();

  const reload = async (): Promise<void> => {
    const reloaded = workbench.page.waitForEvent('domcontentloaded');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.untilReady();
    await workbench.untilEditorShown();
  };

  before(async () => {
    const dump = requireDump('x86-6.1-crash-deadlock');
    crashed = `${(await dumpedTasks(dump)).pidOf('khungtaskd')} khungtaskd`;
    await copyFile(dump.path, inside('vmcore'));
    workbench = await openWindow({ window: { width: 1500, height: 900 } });
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('khungtaskd');
    await statusBar(crashed);
  });

  it('narrows the log to what it printed: the one that crashed, and another', async () => {
    await workbench.runCommand('Vmcore: Show Kernel Log');
    await counts(/^\d+ lines/);
    await onlyItsLines(`T${parseInt(crashed)}`);
    await counts(/^[1-9]\d* of \d+ lines/);
    await setTask('1', 'init');
    await onlyItsLines('T1');
    await counts(/^[1-9]\d* of \d+ lines/);
  });

  it('and the one that a panel stays with are the same after the window is loaded anew', async () => {
    await workbench.runCommand('Vmcore: Show Memory');
    await chip('1 init');
    await inPanel('.go-to').fill('0x400000');
    await inPanel('.go-to').press('Enter');
    await userPage();
    await inPanel('.memory-rows .row')
      .filter({ hasText: /^0000000000400000.*\/bin\/busybox: r--p/ })
      .waitFor();
    await workbench.screenshot('memory-user');
    await workbench.runCommand('Vmcore: Tie the Panel to Its Task, or Follow the One That Is Set');
    await follows(false);
    await setTask('2', 'kthreadd');
    await chip('1 init');

    await reload();
    await chip('1 init');
    await follows(false);
    await userPage();
    await statusBar('2 kthreadd');
    await workbench.screenshot('context-reloaded');

    await workbench.runCommand('Vmcore: Tie the Panel to Its Task, or Follow the One That Is Set');
    await chip('2 kthreadd');
    await follows(true);
    await inPanel('.nowhere')
      .getByText('task 2 kthreadd is a kernel thread: it has no user memory.')
      .waitFor();
    await workbench.screenshot('context-kernel-thread');
  });

  it('is the one that crashed again when a person lets go of it, over a reload as well', async () => {
    await workbench.runCommand('Vmcore: Set the Task Back to the One That Crashed');
    await statusBar(crashed);
    await reload();
    await chip(crashed);
    await statusBar(crashed);
  });
});
