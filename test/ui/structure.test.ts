import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the structures panel', function () {
  this.timeout(120_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const rows = (): Locator => inPanel('.virtual-rows .row');
  /** By the member's name. */
  const row = (name: string): Locator =>
    rows()
      .filter({ has: workbench.webview().locator('.cell.member', { hasText: new RegExp(`^[▸▾]?${name}$`) }) })
      .first();
  const title = (text: RegExp): Promise<void> =>
    inPanel('.object-line strong').filter({ hasText: text }).waitFor();
  const note = (text: string | RegExp): Promise<void> =>
    inPanel('footer .note').filter({ hasText: text }).waitFor();
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const focusRows = (): Promise<void> => inPanel('.virtual-rows').focus();
  const type = async (typeName: string, address: string): Promise<void> => {
    await inPanel('header .type').fill(typeName);
    await inPanel('header .address').fill(address);
    await press('Enter');
  };
  /** What was typed gives way to what it means. */
  const pick = async (typeName: string, address: string): Promise<void> => {
    await type(typeName, address);
    await eventually(20_000, async () => {
      assert.match(await inPanel('header .address').inputValue(), address === '' ? /^$/ : /^[0-9a-f]{16}$/);
      assert.match(await inPanel('header .type').inputValue(), /^struct /);
    });
    await rows().locator('.cell.member').first().waitFor();
  };
  const filter = async (text: string): Promise<void> => {
    await focusRows();
    await press('/');
    await inPanel('header .filter').fill(text);
    await press('Enter');
    await note(/^\d+\+? found/);
    await inPanel('.virtual-rows:focus').waitFor();
  };
  const clipboard = (): Promise<string> => workbench.page.evaluate<string>('navigator.clipboard.readText()');
  const copied = async (key: string, expected: RegExp): Promise<void> => {
    await focusRows();
    await press(key);
    await eventually(10_000, async () => {
      assert.match(await clipboard(), expected);
    });
  };

  before(async () => {
    await copyFile(requireDump('x86-6.1-crash-use-after-free').path, inside('vmcore'));
    workbench = await openWindow({ window: { width: 1500, height: 900 } });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('PANIC');
    await workbench.runCommand('Vmcore: Show Structure');
    await row('thread_info').waitFor();
  });

  it('begins with the task that crashed, with what its values mean', async () => {
    await title(/^struct task_struct [0-9a-f]{16}$/);
    await filter('comm');
    await row('comm').filter({ hasText: '"crasher"' }).waitFor();
    await press('Escape');
    await press('Home');
    await row('thread_info').waitFor();
  });

  it('picks a type and an address, and shows a list as what hangs on it', async () => {
    await pick('task_struct', 'init_task');
    await title(/^struct task_struct/);
    await filter('children');
    await row('children').waitFor();
    await focusRows();
    await press('l');
    await row('\\[0\\]').filter({ hasText: 'struct task_struct' }).waitFor();
    await inPanel('.note')
      .filter({ hasText: /list of \d+ by task_struct.sibling/ })
      .first()
      .waitFor();
    await workbench.screenshot('structure-list');
    await press('Escape');
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`shows two tasks side by side and what differs in them, in theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await pick('', 'init_task');
      await title(/^struct task_struct/);
      await focusRows();
      await press('k');
      await note(/^Pinned/);
      await pick('', 'pid:1');
      await focusRows();
      await press('Home');
      await row('on_cpu').locator('.beside').waitFor();
      await workbench.screenshot(`structure-${kind}`);
      await focusRows();
      await press('=');
      await row('stack').filter({ hasText: '≠' }).waitFor();
      await eventually(10_000, async () => {
        assert.equal(await row('ptrace').count(), 0);
      });
      await workbench.screenshot(`structure-differences-${kind}`);
      await press('=');
      await pick('', 'init_task');
      await title(/^struct task_struct/);
      await focusRows();
      await press('k');
    });
  }

  it('shows the layout of a type with its holes', async () => {
    await pick('struct file', '');
    await title(/^struct file$/);
    await rows()
      .filter({ hasText: /hole, \d+ bytes/ })
      .first()
      .waitFor();
    await workbench.screenshot('structure-layout');
    await filter('struct mutex');
    await row('f_pos_lock').waitFor();
    await row('f_flags').waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('Escape');
    await row('f_flags').waitFor();
  });

  it('copies as crash prints it, as Markdown and as JSON', async () => {
    await pick('list_head', 'init_task');
    await title(/^struct list_head/);
    await copied('c', /^crash> struct list_head [0-9a-f]{16}\nstruct list_head \{\n {2}next = /);
    await copied('C', /^```text\ncrash> struct list_head/);
    await workbench.runCommand('Vmcore: Copy Structure as JSON');
    await eventually(10_000, async () => {
      assert.match(await clipboard(), /^\{\n {2}"address": "0x/);
    });
  });

  it('follows a pointer, and comes back', async () => {
    await pick('', 'init_task');
    await filter('nsproxy');
    await row('nsproxy').locator('a.place').click();
    await title(/^struct nsproxy/);
    await workbench.runCommand('Vmcore: Go Back in the Crash Dump');
    await title(/^struct task_struct/);
  });

  it('says what it does not understand', async () => {
    await type('no_such_type', 'init_task');
    await note(/no no_such_type/);
    await type('', 'no_such_symbol');
    await note(/no symbol “no_such_symbol”/);
  });

  it('comes back after a reload as it was', async () => {
    await pick('', 'init_task');
    await title(/^struct task_struct/);
    await focusRows();
    await press('Home');
    await press('x');
    await row('prio').filter({ hasText: '0x78' }).waitFor();
    await row('se').locator('.member').click();
    await press('ArrowRight');
    await row('load').waitFor();
    const reloaded = workbench.page.waitForEvent('domcontentloaded');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.untilReady();
    await row('load').waitFor({ timeout: 60_000 });
    await row('prio').filter({ hasText: '0x78' }).waitFor();
    await workbench.screenshot('structure-restored');
  });
});
