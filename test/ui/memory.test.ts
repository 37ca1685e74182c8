import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the memory panel', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const row = (text: string | RegExp): Locator =>
    inPanel('.memory-rows .row').filter({ hasText: text }).first();
  const counts = (text: RegExp): Promise<void> =>
    inPanel('footer .counts').filter({ hasText: text }).waitFor();
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const goTo = async (text: string): Promise<void> => {
    await inPanel('.go-to').fill(text);
    await inPanel('.go-to').press('Enter');
  };
  const copied = async (key: string, expected: RegExp): Promise<void> => {
    await inPanel('.memory-rows').focus();
    await press(key);
    await eventually(5000, async () => {
      const text = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
      assert.match(text, expected);
    });
  };

  before(async function () {
    this.timeout(120_000);
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    await copyFile(dump.path, inside('vmcore'));
    workbench = await openWindow({ window: { width: 1700, height: 1000 } });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('PANIC');
    await workbench.runCommand('Vmcore: Show Memory');
    await inPanel('.memory-rows').waitFor();
  });

  it('begins at data that a person knows, and says what its words point to', async () => {
    await row('init_task:').waitFor();
    await inPanel('.memory-rows').focus();
    await press('m');
    await row(/init_task\+0xa8/).waitFor();
    await counts(/init_task/);
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`shows bytes and pointers in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await goTo('init_task');
      await row('init_task:').waitFor();
      await workbench.screenshot(`memory-pointers-${kind}`);
      await inPanel('.memory-rows').focus();
      await press('m');
      await row('init_task:').waitFor();
      await workbench.screenshot(`memory-bytes-${kind}`);
      await press('m');
    });
  }

  it('goes to both ends of the address space without losing a digit', async () => {
    await goTo('0xffffffffffffffff');
    await counts(/^ffffffffffffffff/);
    await row('fffffffffffffff0').waitFor();
    await press('ArrowDown');
    await counts(/^ffffffffffffffff/);
    await goTo('0x0');
    await row('0000000000000000').waitFor();
    await inPanel('.nowhere').getByText('Nothing mapped here.').waitFor();
    await inPanel('.nowhere').getByText('Next page:').waitFor();
    await workbench.screenshot('memory-nowhere');
    await press('Alt+ArrowDown');
    // The first page of the task that crashed.
    await counts(/^0000[0-9a-f]{12}/);
  });

  it('shows what was left out of the dump as such, in physical memory', async () => {
    await goTo('p:200000');
    await row('0000000000200000').waitFor();
    await row('not dumped: excluded at level 31').waitFor();
    assert.ok((await inPanel('.row.gap-excluded').count()) > 10);
    assert.match((await row('0000000000200000').textContent()) ?? '', /\?\?/);
    await workbench.screenshot('memory-excluded');
    await goTo('init_task');
    await counts(/init_task/);
  });

  it('leads to code, and comes back after a reload of the window', async () => {
    await goTo('inactive_task_timer');
    await counts(/inactive_task_timer/);
    await inPanel('.memory-rows').focus();
    await press('/');
    await inPanel('.find select').selectOption('pointers');
    const [address = ''] = ((await inPanel('footer .counts').textContent()) ?? '').split(' ');
    await inPanel('.find input').fill(`0x${address} 1`);
    await inPanel('.find input').press('Enter');
    await inPanel('.hits li').first().waitFor();
    await inPanel('.hits li').filter({ hasText: 'init_task' }).first().click();
    await counts(/init_task\+0x/);
    await row('inactive_task_timer').locator('a', { hasText: 'inactive_task_timer' }).click();
    const code = workbench.page.locator('.tab.active').filter({ hasText: 'inactive_task_timer' });
    await code.waitFor();
    await workbench.runCommand('View: Close Editor');
    await counts(/init_task\+0x/);
    const reloaded = workbench.page.waitForEvent('domcontentloaded');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.untilReady();
    await workbench.untilEditorShown();
    await counts(/init_task\+0x/);
    await row('inactive_task_timer').waitFor();
  }).timeout(120_000);

  it('tells the page, sees bytes as a type, finds text and pointers, keeps bookmarks', async () => {
    await goTo('init_task');
    await row('init_task:').waitFor();
    await inPanel('.memory-rows').focus();
    await press('v');
    await inPanel('.page-facts').getByText('PGD').waitFor();
    await inPanel('.page-facts').getByText('reserved').waitFor();
    await press('u');
    await inPanel('.overlay-type').fill('task_struct');
    await inPanel('.overlay-type').press('Enter');
    await row('thread_info.flags = ').waitFor();
    await inPanel('.memory-rows').focus();
    await press('b');
    await inPanel('.bookmarks').getByText('init_task').waitFor();
    await press('/');
    await inPanel('.find select').selectOption('text');
    await inPanel('.find input').fill('Linux version 6');
    await inPanel('.find input').press('Enter');
    await inPanel('.find .note').filter({ hasText: 'MiB of physical memory, where dumped' }).waitFor();
    assert.ok((await inPanel('.hits li').count()) > 0);
    await workbench.screenshot('memory-details');
    await inPanel('.find input').press('Escape');
    await inPanel('.find').waitFor({ state: 'hidden' });
    await inPanel('.memory-rows:focus').waitFor();
    await press('Alt+ArrowLeft');
    await counts(/init_task/);
  });

  it('says of an address from the keyboard alone what page it is, and whether its slab object is free', async () => {
    await press('Alt+k');
    await press('v');
    const input = workbench.page.locator('.quick-input-widget input');
    await input.waitFor();
    await input.fill('pid:1');
    await workbench.page.locator('.quick-input-list').getByText('page tables and page').waitFor();
    await workbench.page.keyboard.press('Enter');
    await inPanel('.page-facts').getByText('task_struct of task 1').waitFor();
    await inPanel('.page-facts')
      .getByText(/^allocated object \d+ of \d+ in task_struct$/)
      .waitFor();
    await row('[task_struct]: task 1').waitFor();
    for (const kind of Object.keys(themes) as ThemeKind[]) {
      await workbench.setTheme(kind);
      await workbench.screenshot(`memory-translation-${kind}`);
    }
  }).timeout(120_000);

  it('copies as rd and by address', async () => {
    await goTo('linux_banner');
    await counts(/linux_banner/);
    await copied('y', /^ffffffff[0-9a-f]{8}$/);
    await copied('c', /^crash> rd -SS ffffffff/);
    await press('w');
    await copied(
      'c',
      /^crash> rd -8 ffffffff[0-9a-f]+ 16\nffffffff[0-9a-f]{8}: {2}4c 69 6e 75 78 .*Linux version/,
    );
  });

  it('keeps bookmarks with the dump: another panel of it has them, too', async () => {
    await inPanel('.bookmarks').getByText('init_task').waitFor();
    await workbench.runCommand('View: Close Editor');
    await workbench.runCommand('Vmcore: Show Memory');
    await inPanel('.bookmarks').getByText('init_task').waitFor();
    await inPanel('.bookmarks button').first().click();
    await inPanel('.bookmarks').waitFor({ state: 'hidden' });
  });
});
