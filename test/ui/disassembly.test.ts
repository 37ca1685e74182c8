import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('going to places of a dump', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const line = (text: string): Locator =>
    workbench.page.locator('.part.editor .view-line:visible', { hasText: text }).first();
  /** The editor draws blanks that do not break. */
  const textOf = async (locator: Locator): Promise<string> =>
    ((await locator.textContent()) ?? '').replace(/\u00a0/g, ' ');
  const tab = (text: string): Locator => workbench.page.locator('.tab', { hasText: text });
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const goTo = async (text: string): Promise<Locator> => {
    await workbench.runCommand('Vmcore: Go to Address, Symbol or Task…');
    await workbench.page.locator('.quick-input-widget:visible input').fill(text);
    return workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
  };

  before(async function () {
    this.timeout(120_000);
    await copyFile(requireDump('x86-6.1-crash-null-deref').path, inside('null.vmcore'));
    workbench = await openWindow({ window: { width: 1400, height: 900 } });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openFromExplorer('null.vmcore');
    await workbench.waitForText('NULL pointer dereference');
  });

  it('shows the code that crashed, the instruction marked, with the register that it used', async () => {
    await workbench.runCommand('Vmcore: Show Disassembly');
    await tab('labcrash_set_depth').waitFor();
    await line('=>').waitFor();
    assert.match(await textOf(line('; =>')), /; => #\d of \d+ crasher interrupted here: rax=0{16} NULL/);
    assert.match(await textOf(line('=> ffff')), /<labcrash_set_depth\+\d+>: +mov.*\(%rax\)/);
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`looks at home in theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await line('=>').waitFor();
      await workbench.screenshot(`disassembly-${kind}`);
    });
  }

  it('tells on hover what a register held, and where its operand leads', async () => {
    const fault = line('=> ffff');
    const text = await textOf(fault);
    const width = (await fault.locator('span').first().boundingBox())?.width ?? 0;
    await fault.hover({ position: { x: (width * (text.indexOf('(%rax') + 3.5)) / text.length, y: 8 } });
    const hover = workbench.page.locator('.monaco-hover:visible');
    await hover.filter({ hasText: 'operand = ' }).waitFor();
    const told = await textOf(hover.first());
    assert.match(told, /rax = 0{16} +NULL/);
    assert.match(told, /cannot be read: Nothing is mapped there/);
    await workbench.screenshot('disassembly-hover');
    await press('Escape');
  });

  it('copies the function as crash prints it', async () => {
    await workbench.runCommand('Vmcore: Copy Function as crash Prints It');
    await eventually(5000, async () => {
      const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
      assert.match(copied, /^0x[0-9a-f]{16} <labcrash_set_depth>:\t/);
    });
  });

  it('says while one types what a text means, and goes there', async () => {
    const rows = await goTo('schedule+0x10');
    await rows.filter({ hasText: 'schedule+0x10' }).first().waitFor();
    await workbench.screenshot('go-to');
    await press('Enter');
    await tab('schedule.S').waitFor();
    await line('<schedule+').waitFor();
  });

  it('says that a text means nothing', async () => {
    const rows = await goTo('no_such_function_here');
    await rows.filter({ hasText: 'is nothing that this dump has' }).waitFor();
    await press('Escape');
  });

  it('follows a call by F12', async () => {
    const call = line('call');
    await call.waitFor();
    await call.click();
    const target = /<([\w.]+)>\s*$/.exec(await textOf(call))?.[1];
    assert.ok(target, 'the line names where the call leads');
    await press('F12');
    await tab(`${target}.S`).waitFor();
  });

  it('comes back after a reload of the window', async function () {
    this.timeout(120_000);
    const title = await workbench.page.locator('.tab.active').getAttribute('data-resource-name');
    const reloaded = workbench.page.waitForEvent('domcontentloaded');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.untilReady();
    await tab(title ?? '').waitFor();
    await line('bytes of code').waitFor();
  });
});
