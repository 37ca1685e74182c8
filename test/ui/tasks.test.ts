import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { dumpedTasks, type DumpedTasks } from '../dumps/dumpedTasks';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the panel of tasks', function () {
  this.timeout(180_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;
  let tasks: DumpedTasks;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const row = (text: string | RegExp): Locator => inPanel('[role=row].row').filter({ hasText: text }).first();
  const current = (text: string | RegExp): Locator => inPanel('.row.current').filter({ hasText: text });
  const counts = (text: RegExp): Promise<void> =>
    inPanel('footer .counts').filter({ hasText: text }).waitFor();
  const isWhole = (): Promise<void> => counts(new RegExp(`^${tasks.count} tasks`));
  const has = (count: number): Promise<void> => counts(new RegExp(`^${count} of ${tasks.count} tasks`));
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const type = (text: string): Promise<void> => workbench.page.keyboard.type(text);
  const copied = async (): Promise<string> => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    return workbench.page.evaluate<string>('navigator.clipboard.readText()');
  };
  const sideRow = (text: string | RegExp): Locator =>
    workbench.page.locator('.part.sidebar .pane-body .monaco-list-row').filter({ hasText: text }).first();

  before(async () => {
    const dump = requireDump('x86-6.1-crash-deadlock');
    tasks = await dumpedTasks(dump);
    await copyFile(dump.path, inside('vmcore'));
    workbench = await openWindow({ window: { width: 1400, height: 900 } });
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('khungtaskd');
    await workbench.runCommand('Vmcore: Show Tasks');
    await row('[khungtaskd]').waitFor();
    await row('labcrash_take_right').waitFor();
  });

  beforeEach(async () => {
    await inPanel('.virtual-rows').focus();
    await press('Escape');
    await isWhole();
  });

  it('shows what crashed first, then what cpus executed and what waits', async () => {
    const first = await inPanel('[role=row].row').allTextContents();
    assert.match(first[0] ?? '', new RegExp(`^>${tasks.pidOf('khungtaskd')}RU.*\\[khungtaskd\\]crashing`));
    assert.match(first[1] ?? '', /^>0RU.*\[swapper\/\d\]/);
    assert.match(
      first[2] ?? '',
      new RegExp(`^${tasks.pidOf('lab-left')}UN.*\\[lab-left\\]labcrash_take_right \\[labcrash\\]`),
    );
    assert.equal(await inPanel('[role=grid]').getAttribute('aria-rowcount'), String(tasks.count + 1));
  });

  it('filters by words, says when none matches, and comes back with Escape', async () => {
    await press('/');
    await type('st:UN wchan:*table*');
    await has(2);
    await type(' comm:nfsx');
    await inPanel('.overlay').getByText('No task matches “st:UN wchan:*table* comm:nfsx”').waitFor();
    await press('Escape');
    await isWhole();
  });

  it('sorts by a column from the keyboard', async () => {
    await inPanel('[role=columnheader]').first().focus();
    await press('Enter');
    await inPanel('[role=columnheader][aria-sort=ascending]').filter({ hasText: 'PID' }).waitFor();
    await press('ArrowRight');
    await press('ArrowRight');
    await press('ArrowRight');
    await press(' ');
    await inPanel('[role=columnheader][aria-sort=ascending]').filter({ hasText: 'RAN' }).waitFor();
    await inPanel('header .equal').filter({ hasText: 'ps -m' }).waitFor();
    await press(' ');
    await press(' ');
    assert.equal(await inPanel('[aria-sort=ascending], [aria-sort=descending]').count(), 0);
  });

  it('tells of a process: threads, files, memory map, arguments, environment', async () => {
    await press('/');
    await type('pid:1');
    await has(1);
    await inPanel('.details h2').filter({ hasText: '1 init' }).waitFor();
    for (const title of ['Threads', 'Open files', 'Memory map', 'Environment'])
      await inPanel('.details summary').filter({ hasText: title }).click();
    await inPanel('.details td').filter({ hasText: '/bin/busybox' }).first().waitFor();
    await inPanel('.details td').filter({ hasText: '/dev/console' }).first().waitFor();
    await inPanel('.details dd').filter({ hasText: '/bin/busybox sh /init' }).waitFor();
    await inPanel('.details .line').filter({ hasText: 'TERM=linux' }).waitFor();
    await workbench.screenshot('tasks-details');
  });

  it('copies the listed tasks as crash prints them', async () => {
    await press('/');
    await type('comm:lab-left');
    await has(1);
    await inPanel('.virtual-rows').focus();
    await press('c');
    const pid = tasks.pidOf('lab-left');
    await eventually(5000, async () => {
      const [command, header, line, ...others] = (await copied()).split('\n');
      assert.equal(command, `crash> ps ${pid}`);
      assert.match(header ?? '', /^ {6}PID {4}PPID {2}CPU {7}TASK /);
      assert.match(line ?? '', / 2 {3}\d {2}[0-9a-f]{16} {2}UN {3}0\.0 .* \[lab-left\]$/);
      assert.ok(line?.startsWith(`${pid} `.padStart(10)), line);
      assert.deepEqual(others, ['']);
    });
    await workbench.runCommand('Vmcore: Tasks: Copy as ps -m');
    await eventually(5000, async () => {
      const [command, line] = (await copied()).split('\n');
      assert.equal(command, `crash> ps -m ${pid}`);
      assert.match(line ?? '', new RegExp(`^\\[0 00:00:\\d\\d\\.\\d{3}\\] \\[UN\\] {2}PID: ${pid} `));
    });
  });

  it('sets the context, which the status bar tells', async () => {
    await press('/');
    await type('comm:lab-right');
    await has(1);
    await inPanel('.virtual-rows').focus();
    await press('Shift+Enter');
    await workbench.page
      .locator('.statusbar-item')
      .filter({ hasText: `${tasks.pidOf('lab-right')} lab-right` })
      .waitFor();
  });

  it('shows who waits for which lock: circles first, and a picture', async () => {
    await press('k');
    await inPanel('.locks .cycle h3').filter({ hasText: 'Cycle of 2' }).waitFor();
    await inPanel('.locks .queue').filter({ hasText: 'labcrash_table' }).first().waitFor();
    assert.ok((await inPanel('.wait-graph .node').count()) >= 6);
    await inPanel('.wait-graph text').filter({ hasText: 'owner unknown' }).first().waitFor();
    await inPanel('.wait-graph .node.task').filter({ hasText: 'lab-left' }).first().click();
    await current('[lab-left]').waitFor();
  });

  it('leads to the backtrace of a task and back', async () => {
    await press('/');
    await type('comm:lab-writer');
    await has(1);
    await inPanel('.virtual-rows').focus();
    await press('Enter');
    await workbench.page.locator('.tab.active').filter({ hasText: 'Backtraces' }).waitFor();
    await workbench.waitForText('labcrash_write_table');
    await workbench.runCommand('Vmcore: Show Tasks');
    await has(1);
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`is drawn in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await row('[khungtaskd]').waitFor();
      await workbench.screenshot(`tasks-${kind}`);
    });
  }

  it('puts what stands beside it below in a narrow window', async () => {
    await workbench.page.setViewportSize({ width: 800, height: 900 });
    await eventually(5000, async () => {
      const [list, aside] = [await inPanel('.list').boundingBox(), await inPanel('aside').boundingBox()];
      assert.ok(list && aside && aside.y >= list.y + list.height - 1);
    });
    await workbench.screenshot('tasks-narrow');
    await workbench.page.setViewportSize({ width: 1400, height: 900 });
  });

  it('is a tree by state in the activity bar, too', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="Crash Dumps"]').click();
    await sideRow('[khungtaskd]')
      .or(sideRow(/\d+ khungtaskd/))
      .first()
      .waitFor();
    await sideRow(/^Uninterruptible/).click();
    await sideRow(/\d+ lab-left/).waitFor();
    await workbench.screenshot('tasks-tree');
    await sideRow(/\d+ lab-left/).hover();
    await sideRow(/\d+ lab-left/)
      .locator('.action-label[aria-label="Show in Table"]')
      .click();
    await current('[lab-left]').waitFor();
  });

  it('comes back after a reload as it was', async () => {
    await press('/');
    await type('st:UN');
    await has(5);
    await workbench.runCommand('View: Show Explorer');
    const reloaded = workbench.page.waitForEvent('domcontentloaded');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.untilReady();
    await has(5);
    await inPanel('.locks .cycle').waitFor();
  });
});
