import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { themes, type ThemeKind } from './rig/settings';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

describe("links in a dump's log", () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const line = (text: string): Locator => inPanel('.view-line').filter({ hasText: text }).first();
  const tab = (text: string): Locator => workbench.page.locator('.tab', { hasText: text });
  const follow = (text: string | RegExp, kind = '.log-link'): Promise<void> =>
    inPanel(kind)
      .filter({ hasText: text })
      .last()
      .click({ modifiers: ['Control'] });
  const showLog = async (): Promise<void> => {
    await workbench.runCommand('Vmcore: Show Kernel Log');
    await line('Call Trace:').waitFor();
  };

  before(async function () {
    this.timeout(120_000);
    await copyFile(requireDump('x86-6.1-crash-null-deref').path, inside('null.vmcore'));
    workbench = await openWindow({ window: { width: 1500, height: 1000 } });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openFromExplorer('null.vmcore');
    await workbench.waitForText('NULL pointer dereference');
    await showLog();
  });

  it('have behind the registers of an oops what they point to', async () => {
    await inPanel('.log-note').filter({ hasText: 'RSP' }).first().waitFor();
    const notes = (await inPanel('.log-note').allTextContents()).join('\n').replace(/\u00a0/g, ' ');
    assert.match(notes, /RSP stack of task \d+ crasher/);
    assert.match(notes, /R08 param_attr_store/);
    await workbench.screenshot('log-registers');
  });

  it('lead from a function to its code', async () => {
    await follow('labcrash_fill_queue+');
    await tab('labcrash_fill_queue [labcrash].S').waitFor();
    await showLog();
  });

  it('lead from a pid to the stack of the task', async () => {
    await line('Comm: crasher').waitFor();
    const pid = /PID:\s(\d+)/.exec((await line('Comm: crasher').textContent()) ?? '')?.[1] ?? '';
    await follow(new RegExp(`^${pid}$`));
    await tab('Backtraces: null.vmcore').waitFor();
    await inPanel('.row').filter({ hasText: 'labcrash_set_depth' }).first().waitFor();
    await showLog();
  });

  it('lead from a module to its row in the overview', async () => {
    await inPanel('.log-link')
      .filter({ hasText: /^labcrash$/ })
      .first()
      .click({ modifiers: ['Control'] });
    await inPanel('#modules li:focus').filter({ hasText: 'labcrash' }).waitFor();
    await showLog();
  });

  it('have beside them the ways that each view has: go to, back and forward', async () => {
    await showLog();
    await inPanel('header .go-to').fill('init_task+0x10');
    await inPanel('header .go-to').press('Enter');
    await tab('Memory: null.vmcore').waitFor();
    await workbench.page.locator('.tab.active', { hasText: 'Memory: null.vmcore' }).waitFor();
    await workbench.untilEditorShown();
    await workbench.waitForText('init_task');
    await inPanel('header button[aria-label^="Go back"]').click();
    await workbench.page.locator('.tab.active', { hasText: 'Log: null.vmcore' }).waitFor();
    await line('Call Trace:').waitFor();
    await inPanel('header button[aria-label^="Go forward"]').click();
    await workbench.page.locator('.tab.active', { hasText: 'Memory: null.vmcore' }).waitFor();
    await showLog();
    await inPanel('header .go-to').fill('no_such_symbol_anywhere');
    await inPanel('header .go-to').press('Enter');
    await inPanel('footer .note').filter({ hasText: 'no_such_symbol_anywhere' }).waitFor();
  });

  it('stand beside times that say their zone, as the overview does', async () => {
    const button = inPanel('header .cycleTime');
    while (!/UTC/.test((await button.textContent()) ?? '')) await button.click();
    await inPanel('.line-numbers')
      .filter({ hasText: /\d\d-\d\d\s\d\d:\d\d:\d\d\.\d{3}Z/ })
      .first()
      .waitFor();
    for (const kind of Object.keys(themes) as ThemeKind[]) {
      await workbench.setTheme(kind);
      await workbench.screenshot(`log-ways-${kind}`);
    }
  });

  it('are copied with their oops for a bug report', async () => {
    await workbench.runCommand('Vmcore: Copy Oops for a Bug Report');
    await eventually(10_000, async () => {
      const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
      assert.match(copied, /^Linux 6\.1\.0.*\n\n```text\n[^]*Call Trace:[^]*```\n$/);
    });
  });
});
