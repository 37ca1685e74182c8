import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the verdict in the overview of a dump', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const verdict = (): Locator => workbench.webview().locator('#verdict');
  const openDump = async (name: string): Promise<void> => {
    await workbench.openFromExplorer(name);
    await verdict().locator('.signature').waitFor();
  };
  const showRest = (): Promise<void> => verdict().getByText('Show the rest of the verdict').click();
  const clipboard = (): Promise<string> => workbench.page.evaluate<string>('navigator.clipboard.readText()');

  before(async function () {
    this.timeout(120_000);
    await copyFile(requireDump('x86-6.1-crash-null-deref').path, inside('null.vmcore'));
    await copyFile(requireDump('x86-6.1-crash-deadlock').path, inside('deadlock.vmcore'));
    workbench = await openWindow();
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });

  afterEach(async () => {
    await workbench.runCommand('View: Close All Editors');
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`says what crashed and shows the instruction with its register, in theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await openDump('null.vmcore');
      assert.match(
        (await verdict().locator('.verdict-line').textContent()) ?? '',
        /^NULL pointer dereference in labcrash_set_depth \[labcrash\]: crasher \(pid \d+\) on cpu \d$/,
      );
      const facts = await verdict().locator('.rows > li:visible').allTextContents();
      assert.match(facts.join('\n'), /^Instruction [0-9a-f]{16}: mov/m);
      assert.match(facts.join('\n'), /^RAX 0{16} +NULL$/m);
      await workbench.screenshot(`verdict-${kind}`);
    });
  }

  it('fits into the room that was kept for it, the rest behind a button', async () => {
    await openDump('null.vmcore');
    const room = workbench.webview().locator('.verdict-room');
    const isWithin =
      'room => room.getBoundingClientRect().height === parseFloat(getComputedStyle(room).minHeight)';
    assert.equal(await room.evaluate(`(${isWithin})(document.querySelector('.verdict-room'))`), true);
    await showRest();
    await verdict().getByText('Look next at').waitFor();
  });

  it('leads from a finding to the frame of the stack, and to the line of the log', async () => {
    await openDump('null.vmcore');
    await showRest();
    await verdict()
      .getByText(/^frame 6: labcrash_set_depth/)
      .click();
    const focused = workbench.webview().locator(':focus');
    assert.match((await focused.textContent()) ?? '', /^#6 labcrash_set_depth/);
    await verdict()
      .getByText(/^log record \d+: BUG: kernel NULL pointer/)
      .click();
    await workbench.page.locator('.tab.active', { hasText: 'Log: null.vmcore' }).waitFor();
    await workbench
      .webview()
      .locator('.view-line', { hasText: 'BUG: kernel NULL pointer' })
      .first()
      .waitFor();
  });

  it('names the deadlock behind a hung task', async () => {
    await openDump('deadlock.vmcore');
    await verdict()
      .getByText(/Deadlock: lab-left .* held by lab-right .*, which waits for .* held by lab-left /)
      .waitFor();
    await workbench.screenshot('verdict-deadlock');
  });

  it('copies the signature', async () => {
    await openDump('null.vmcore');
    await verdict().getByText('Copy Signature').click();
    await eventually(5000, async () => {
      assert.match(await clipboard(), /^[0-9a-f]{16} {2}null-dereference labcrash_set_depth/);
    });
  });

  it('copies the report as Markdown, and says what user data is in it', async () => {
    await openDump('null.vmcore');
    await workbench.runCommand('Vmcore: Copy Report as Markdown');
    await workbench.page.locator('.statusbar-item', { hasText: 'which user data is in it' }).waitFor();
    const text = await clipboard();
    assert.match(text, /^# Kernel crash: NULL pointer dereference in labcrash\\_set\\_depth/);
    assert.match(text, /^> This report contains the kernel's command line, names of processes, /m);
    assert.match(text, /^## Kernel log$/m);
  });

  it('saves the report as a web page, after saying what user data is in it', async () => {
    await openDump('null.vmcore');
    await workbench.webview().getByText('Report…').click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText(/names of processes.*Read it before you pass it on/).waitFor();
    await workbench.screenshot('verdict-save-report');
    await dialog.getByText('Choose Where…').click();
    const input = workbench.page.locator('.quick-input-widget:visible input');
    await eventually(5000, async () => {
      assert.match(await input.inputValue(), /crash-report\.md$/);
    });
    await input.fill(inside('saved.html'));
    await workbench.page.keyboard.press('Enter');
    const saved = inside('saved.html');
    await eventually(5000, async () => {
      assert.ok(existsSync(saved));
      assert.match(
        await readFile(saved, 'utf8'),
        /^<!doctype html>[\s\S]*<h1>Kernel crash: NULL pointer dereference/,
      );
    });
  });
});
