import assert from 'node:assert/strict';
import { chmod, copyFile, symlink } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { dumpedTasks } from '../dumps/dumpedTasks';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

/** crash reads a vmlinux of 600 MB before it says anything. */
const engineMs = 240_000;

const dumpName = 'x86-6.1-kdump-zlib-d31';

describe('the crash console', function () {
  this.timeout(300_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    const dump = requireDump(dumpName);
    await copyFile(dump.path, inside('vmcore'));
    await symlink(dump.vmlinux!, inside('vmlinux'));
    await chmod(inside('vmcore'), 0o400);
    workbench = await openWindow();
  });

  const rows = (): Locator => workbench.page.locator('.terminal-wrapper.active .xterm-rows > div');
  const row = (text: string | RegExp): Locator => rows().filter({ hasText: text }).last();
  /** The row with the cursor's prompt is the last one that is not empty. */
  const lastRow = async (): Promise<string> => {
    const texts = (await rows().allTextContents()).map((text) => text.replaceAll('\u00a0', ' ').trimEnd());
    return texts.filter((text) => text !== '').at(-1) ?? '';
  };
  const untilLastRow = (expected: string, withinMs = 30_000): Promise<void> =>
    eventually(withinMs, async () => {
      assert.equal(await lastRow(), expected);
    });
  const openConsole = async (): Promise<void> => {
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('Kernel panic');
    await workbench.runCommand('Vmcore: Show Crash Console');
    await untilLastRow('crash>');
    // The overview may take the focus when it has drawn itself.
    await workbench.page.locator('.terminal-wrapper.active .xterm-screen').click();
  };
  const type = (text: string): Promise<void> => workbench.page.keyboard.type(text);
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  /** Ctrl+click, as on any link of a terminal; a link is there once the pointer is over it. */
  const follow = async (text: string | RegExp, word: string): Promise<void> => {
    const letters = row(text).locator('span', { hasText: word }).first();
    const line = (await letters.textContent()) ?? '';
    const box = await letters.boundingBox();
    assert.ok(box);
    const x = box.x + ((line.indexOf(word) + word.length / 2) * box.width) / line.length;
    const y = box.y + box.height / 2;
    await workbench.page.mouse.move(x, y - box.height * 2);
    await workbench.page.mouse.move(x, y);
    await workbench.page.locator('.workbench-hover', { hasText: 'click)' }).first().waitFor();
    await workbench.page.keyboard.down('Control');
    await workbench.page.mouse.click(x, y);
    await workbench.page.keyboard.up('Control');
  };

  it('has its prompt at once, and carries out what was typed when crash is there', async () => {
    await openConsole();
    await type('bt\r');
    await type('sys | grep RELEASE\r');
    await row(/bt · .* Ctrl\+C stops · 1 more wait/).waitFor();
    await row(/≠ native: 10 frames, crash: \d+ · Compare/).waitFor({ timeout: engineMs });
    await row(/RELEASE: 6\.1\./).waitFor();
    await untilLastRow('crash>');
    await workbench.screenshot('console');
  });

  it('completes commands and symbols with Tab', async () => {
    await type('km\t');
    await untilLastRow('crash> kmem');
    await press('Control+U');
    await type('rd sysrq_handle_cr\t');
    await untilLastRow('crash> rd sysrq_handle_crash');
    await press('Control+U');
    await type('rd init_t\t');
    await row('init_task').waitFor();
    await workbench.screenshot('console-completion');
    await press('Control+U');
  });

  it('stops a long command with Ctrl+C, and takes the next', async () => {
    await type('rd -8 _stext 8000000\r');
    await row(/^ffffffff[0-9a-f]{8}: +[0-9a-f]{2} /).waitFor({ timeout: engineMs });
    await press('Control+C');
    await row('^C').waitFor({ timeout: 20_000 });
    await type('eval 3\r');
    await row(/decimal: 3/).waitFor({ timeout: engineMs });
    await untilLastRow('crash>');
  });

  const tab = (title: string | RegExp): Locator => workbench.page.locator('.tab.active', { hasText: title });

  it('follows its links into the views', async () => {
    await type('bt | head -3\r');
    await row('PID: 1').waitFor();
    await untilLastRow('crash>');
    await follow('PID: 1', '1');
    await tab('Backtraces: vmcore').waitFor();
    await workbench.screenshot('console-link-task');
    const frame = (await row(/^ #0 \[/).textContent()) ?? '';
    await follow(/^ #0 \[/, /\[(\w+)\]/.exec(frame)?.[1] ?? '');
    await tab('Memory: vmcore').waitFor();
    await workbench.screenshot('console-link-memory');
  });

  const runInTab = async (line: string): Promise<void> => {
    await workbench.openFromExplorer('vmcore');
    await workbench.runCommand('Vmcore: Run crash Command in Tab…');
    const box = workbench.page.locator('.quick-input-widget:visible', {
      hasText: 'Run a command of crash or gdb',
    });
    await box.locator('input').fill(line);
    await box.locator('.monaco-list-row', { hasText: 'run this' }).waitFor();
    await press('Enter');
  };
  const lens = (text: string | RegExp): Locator =>
    workbench.page.locator('.codelens-decoration a', { hasText: text });
  const line = (text: string): Locator => workbench.page.locator('.view-line', { hasText: text });

  it('keeps an answer in a tab, with links and what the native reader says', async () => {
    await runInTab('ps');
    await tab('crash ps.txt').waitFor({ timeout: 90_000 });
    const { count } = await dumpedTasks(requireDump(dumpName));
    const compared = lens(`native: ${count} tasks`);
    await compared.waitFor({ timeout: 60_000 });
    await workbench.page.locator('.view-line .detected-link').first().waitFor();
    await workbench.screenshot('console-tab');
    await compared.click();
    await workbench.page.locator('.tab.active', { hasText: 'ps: crash ↔ native' }).waitFor();
    await workbench.page.locator('.diff-viewport, .diffOverview').first().waitFor();
    await workbench.page.locator('.editor.modified .view-line', { hasText: 'ksoftirqd' }).first().waitFor();
    await workbench.screenshot('console-compare');
    for (const kind of Object.keys(themes) as ThemeKind[]) {
      await workbench.setTheme(kind);
      await workbench.screenshot(`console-compare-${kind}`);
    }
  });

  it('follows the task that is set; a kept answer stays as it is, and runs again for that task', async () => {
    await workbench.runCommand('View: Close All Editors');
    await runInTab('gdb bt');
    await tab('gdb bt.txt').waitFor({ timeout: 90_000 });
    await lens(/^For 1 /).waitFor();
    await line('sysrq_handle_crash').first().waitFor();
    await workbench.openFromExplorer('vmcore');
    await workbench.runCommand('Vmcore: Set Task…');
    const tasks = workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
    await tasks.filter({ hasText: 'kthreadd' }).first().click();
    await workbench.page.locator('.statusbar-item', { hasText: '2 kthreadd' }).waitFor();
    await workbench.page.locator('.tab', { hasText: 'gdb bt.txt' }).click();
    await lens('Run Again for 2 kthreadd').waitFor();
    await line('sysrq_handle_crash').first().waitFor();
    for (const kind of Object.keys(themes) as ThemeKind[]) {
      await workbench.setTheme(kind);
      await workbench.screenshot(`console-kept-${kind}`);
    }
    await lens('Run Again for 2 kthreadd').click();
    await lens(/^For 2 kthreadd/).waitFor({ timeout: 60_000 });
    await line('kthreadd').first().waitFor();
    assert.equal(await line('sysrq_handle_crash').count(), 0);
    assert.equal(await workbench.page.locator('.tab', { hasText: 'gdb bt.txt' }).count(), 2);
    await workbench.runCommand('Vmcore: Show Crash Console');
    await row('Task set: 2 kthreadd. crash and gdb mean it from here on.').waitFor();
    await workbench.page.locator('.terminal-wrapper.active .xterm-screen').click();
    await type('gdb bt\r');
    await row(/ in kthreadd \(/).waitFor({ timeout: 60_000 });
    await workbench.screenshot('console-task-set');
  });

  it('knows its history after a reload', async () => {
    await workbench.page.reload();
    await workbench.untilReady();
    await workbench.runCommand('View: Close All Editors');
    await openConsole();
    for (let line = 0; line < 3; line++) await press('ArrowUp');
    await untilLastRow('crash> bt | head -3');
    await press('Control+C');
    await press('Control+R');
    await type('sys');
    await untilLastRow('(history: sys) sys | grep RELEASE');
    await workbench.screenshot('console-history');
    await press('Control+C');
  });
});
