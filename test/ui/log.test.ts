import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

const panic = 'Kernel panic - not syncing: sysrq triggered crash';
const hostile = 'bidi \u202eevil\u202c escape \x1b]52;c;ZXZpbA==\x07 <img src=x onerror=alert(1)>';

/** As `dmesg -r` saves it, with levels. */
const savedLog = [
  '<5>[    0.000000] Linux version 6.1.0-56-cloud-amd64',
  ...Array.from(
    { length: 300 },
    (_, index) => `<6>[    1.${String(index).padStart(6, '0')}] usb 1-1: device ${index}`,
  ),
  '<4>[    5.000000] ------------[ cut here ]------------',
  '<4>[    5.000001] WARNING: CPU: 0 PID: 7 at fs/nfs/inode.c:1 nfs_wait+0x1a/0x30 [nfs]',
  '<4>[    5.000002] ---[ end trace 0000000000000000 ]---',
  `<3>[    6.000000] ${hostile}`,
  `<0>[   10.189158] ${panic}`,
  '<4>[   10.190357]  dump_stack_lvl+0x44/0x5c',
].join('\n');

/** What these tests run inside the page. */
interface PageWindow {
  getComputedStyle(element: unknown): { readonly color: string };
}

describe('the log panel', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const line = (text: string): Locator => inPanel('.view-line').filter({ hasText: text }).first();
  const counts = (text: RegExp): Promise<void> =>
    inPanel('footer .counts').filter({ hasText: text }).waitFor();
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const color = (locator: Locator): Promise<string> =>
    locator
      .first()
      .evaluate((element) => (globalThis as unknown as PageWindow).getComputedStyle(element).color);

  before(async function () {
    this.timeout(120_000);
    await writeFile(inside('vmcore-dmesg.txt'), `${savedLog}\n`);
    workbench = await openWindow();
    await workbench.openFromExplorer('vmcore-dmesg.txt');
    await workbench.runCommand('Vmcore: Open in Kernel Log Panel');
    await line(panic).waitFor();
  });

  beforeEach(async () => {
    await inPanel('.goToPanic').click();
    await press('Escape');
    await counts(/^307 lines/);
    await line(panic).waitFor();
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`tells levels by colour and by name in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await eventually(5000, async () => {
        assert.notEqual(
          await color(inPanel('.log-level-0:not(.log-time)')),
          await color(inPanel('.log-level-4:not(.log-time):not(.log-link)')),
        );
      });
      const gutter = await inPanel('.line-numbers.log-gutter-0').first().textContent();
      assert.match(gutter ?? '', /^emerg/);
      await workbench.screenshot(`log-${kind}`);
    });
  }

  it('filters by a level key, by words, and comes back with Escape', async () => {
    await press('3');
    await counts(/^2 of 307 lines/);
    await press('Escape');
    await counts(/^307 lines/);
    await press('/');
    await workbench.page.keyboard.type('usb "device 12"');
    await counts(/^11 of 307 lines/);
    await workbench.page.keyboard.type(' -device');
    await inPanel('.overlay').getByText('No message matches').waitFor();
    await inPanel('.overlay button').click();
    await counts(/^307 lines/);
    await line(panic).waitFor();
  });

  it('goes to the previous oops and back to the panic', async () => {
    await press('Shift+P');
    await line('cut here').waitFor();
    await inPanel('.line-numbers.active-line-number').filter({ hasText: 'warn' }).waitFor();
    await press('p');
    await inPanel('.line-numbers.active-line-number').filter({ hasText: 'emerg' }).waitFor();
  });

  it('changes the time in the gutter, not in the text', async () => {
    const gutter = inPanel('.line-numbers.active-line-number').first();
    assert.match((await gutter.textContent()) ?? '', /\+4\.189158/);
    await press('t');
    await gutter.filter({ hasText: '+0.000000' }).waitFor();
    await line(`[   10.189158] ${panic}`.replaceAll(' ', '\u00a0')).waitFor();
    for (const mode of ['Time: since boot', 'Time: since previous']) {
      await press('t');
      await inPanel('.cycleTime').filter({ hasText: mode }).waitFor();
    }
  });

  it('wraps long lines when told to, and back', async () => {
    await workbench.page.setViewportSize({ width: 820, height: 800 });
    const beginning = inPanel('.view-line').filter({ hasText: 'Kernel panic', hasNotText: 'crash' });
    await line(panic).waitFor();
    await press('Alt+z');
    await beginning.waitFor();
    await workbench.screenshot('log-wrapped');
    await press('Alt+z');
    await line(panic).waitFor();
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('shows hostile characters as marks and copies them as they were', async () => {
    await press('ArrowUp');
    const shown = ((await line('onerror').textContent()) ?? '').replaceAll('\u00a0', ' ');
    assert.ok(shown.includes('bidi \u2426evil\u2426 escape \u241b]52;c;ZXZpbA==\u2407 <img src=x'), shown);
    assert.equal(await inPanel('img').count(), 0);
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press('c');
    await eventually(5000, async () => {
      const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
      assert.equal(copied, `[    6.000000] ${hostile}`);
    });
  });

  it('finds text', async () => {
    await press('Control+f');
    await inPanel('.find-widget.visible').waitFor();
    await workbench.page.keyboard.type('nfs_wait');
    await inPanel('.matchesCount').filter({ hasText: '1 of 1' }).waitFor();
    await press('Escape');
    await inPanel('.find-widget.visible').waitFor({ state: 'detached' });
  });
});
