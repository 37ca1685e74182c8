import assert from 'node:assert/strict';
import { copyFile, symlink } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the backtraces panel', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const row = (text: string | RegExp): Locator => inPanel('.row').filter({ hasText: text }).first();
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const counts = (text: RegExp): Promise<void> =>
    inPanel('footer .counts').filter({ hasText: text }).waitFor();
  const clipboard = (): Promise<string> => workbench.page.evaluate<string>('navigator.clipboard.readText()');
  const showAll = async (): Promise<void> => {
    await inPanel('.scope-crash').click();
    await press('Escape');
    await row('crashing').waitFor();
  };

  before(async function () {
    this.timeout(180_000);
    const dump = requireDump('x86-6.1-crash-deadlock');
    await copyFile(dump.path, inside('deadlock.vmcore'));
    await symlink(dump.vmlinux!, inside('vmlinux'));
    workbench = await openWindow({ window: { width: 1500, height: 900 } });
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openFromExplorer('deadlock.vmcore');
    await workbench.waitForText('Kernel panic');
    await workbench.runCommand('Vmcore: Show Backtraces');
    await row('crashing').waitFor();
  });

  it('opens at the crashing stack, with source lines and how each frame came to be known', async () => {
    await row(/#1.*panic.*panic\.c:\d+.*unwound/).waitFor();
    await row(/#0.*delay_tsc.*registers/).waitFor();
    await row(/delay_loop|rep_nop|panic/).waitFor();
  });

  it("expands a frame to its registers and its stack's words with what they point to", async () => {
    await showAll();
    await row(/#1.*panic/).click();
    await press(' ');
    await row(/[0-9a-f]{16}: [0-9a-f]{16} {2}watchdog\.cold\+0x/).waitFor();
    await row(/task \d+ khungtaskd/).waitFor();
    await workbench.screenshot('backtraces-words');
    await row(/#0.*delay_tsc/).click();
    await press('ArrowRight');
    await row(/RIP: [0-9a-f]{16}/).waitFor();
    await press('ArrowLeft');
    await row(/RIP: [0-9a-f]{16}/).waitFor({ state: 'detached' });
    await row(/#1.*panic/).click();
    await press('ArrowLeft');
  });

  it('asks gdb for arguments and locals, without a debug session', async function () {
    this.timeout(300_000);
    await showAll();
    await row(/#1.*panic/).click();
    await press('ArrowRight');
    await row(/argument fmt = 0x[0-9a-f]+.*"hung_task/).waitFor({ timeout: 240_000 });
    await row(/local \w+ = /).waitFor();
    await workbench.screenshot('backtraces-locals');
    await press('ArrowLeft');
  });

  it('copies a stack as crash prints it', async () => {
    await showAll();
    await row('crashing').click();
    await press('c');
    await eventually(5000, async () => {
      const text = await clipboard();
      assert.match(text, /^crash> bt\nPID: \d+ +TASK: [0-9a-f]{16} {2}CPU: \d+ +COMMAND: "khungtaskd"\n/);
      assert.match(text, /^ #1 \[[0-9a-f]{16}\] panic at [0-9a-f]{16}$/m);
    });
  });

  it('groups equal stacks with a count, folds idle tasks and the scheduler, and filters', async () => {
    await showAll();
    await press('4');
    await counts(/different stacks/);
    await row('idle hidden').waitFor();
    await workbench.screenshot('backtraces-groups');
    await press('h');
    await row('idle hidden').waitFor({ state: 'detached' });
    await press('h');
    await press('/');
    await workbench.page.keyboard.type('st:UN');
    await counts(/^5 of /);
    await press('ArrowDown');
    await press('Home');
    await press('ArrowRight');
    await row('of the scheduler').waitFor();
    await press('e');
    await row(/__schedule/).waitFor();
    await workbench.screenshot('backtraces-filtered');
    await press('e');
    await press('Escape');
    await row('idle hidden').waitFor();
  });

  it("leads from a group's task to its own stack, and back", async () => {
    await showAll();
    await press('4');
    await press('/');
    await workbench.page.keyboard.type('kthreadd');
    await counts(/^1 of /);
    await press('ArrowDown');
    await press('Home');
    if ((await inPanel('.row.current').getAttribute('aria-expanded')) === 'false') await press('ArrowRight');
    await inPanel('.kind-members a.place').first().click();
    await inPanel('.scope-tasks[aria-pressed=true]').waitFor();
    await inPanel('.row.current').filter({ hasText: '2 kthreadd' }).waitFor();
    await row(/#\d.*ret_from_fork/).waitFor();
  });

  it("leads from a frame's stack address to the memory there, and back", async () => {
    await showAll();
    await row(/#1.*panic/)
      .locator('.address a')
      .click();
    await workbench.page.locator('.tab.active', { hasText: 'Memory: deadlock.vmcore' }).waitFor();
    await workbench.untilEditorShown();
    await workbench.waitForText(/[0-9a-f]{16}/);
    await press('Alt+ArrowLeft');
    await workbench.page.locator('.tab.active', { hasText: 'Backtraces: deadlock.vmcore' }).waitFor();
    await inPanel('.scope-crash').waitFor();
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`draws all stacks as one picture that arrows walk, in theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await showAll();
      await workbench.screenshot(`backtraces-crash-${kind}`);
      await press('5');
      await press('Home');
      await inPanel('.box.current').filter({ hasText: 'all stacks' }).waitFor();
      await press('ArrowDown');
      await inPanel('.told')
        .filter({ hasText: /^ret_from_fork: \d+ of \d+ tasks/ })
        .waitFor();
      await press('/');
      await workbench.page.keyboard.type('st:UN');
      await inPanel('.box.faded').first().waitFor();
      await press('Enter');
      await workbench.screenshot(`backtraces-picture-${kind}`);
    });
  }

  it('inverts the picture and draws it around a function', async () => {
    await showAll();
    await press('5');
    await press('Home');
    await press('ArrowDown');
    await press('ArrowDown');
    const name = (await inPanel('.told').textContent())?.split(':')[0] ?? '';
    await press('f');
    await inPanel('header button')
      .filter({ hasText: `Focus: ${name}` })
      .waitFor();
    await workbench.screenshot('backtraces-focus');
    await press('f');
    await press('i');
    await inPanel('.box')
      .filter({ hasText: /schedule_timeout|smpboot|worker_thread/ })
      .first()
      .waitFor();
    await workbench.screenshot('backtraces-inverted');
    await press('i');
  });

  it('finds functions in stacks that are folded, counts, and goes round the ends', async () => {
    await showAll();
    await press('3');
    await inPanel('.scope-tasks[aria-pressed=true]').waitFor();
    await press('Control+f');
    await inPanel('.find-bar input:focus').waitFor();
    await workbench.page.keyboard.type('labcrash_take');
    const count = (text: RegExp): Promise<void> => inPanel('.find-count').filter({ hasText: text }).waitFor();
    await count(/^\d+ results$/);
    await press('Enter');
    await count(/^1 of \d+$/);
    await inPanel('.row.current.hit')
      .filter({ hasText: /labcrash_take/ })
      .waitFor();
    await workbench.screenshot('backtraces-find');
    await press('Shift+Enter');
    await count(/^(\d+) of \1$/);
    await press('Enter');
    await count(/^1 of \d+$/);
    await press('Escape');
    await inPanel('.find-bar').waitFor({ state: 'hidden' });
  });

  it('finds functions that were inlined where they are known, and says where they are not', async () => {
    await showAll();
    await press('1');
    await row('check_hung_uninterruptible_tasks').waitFor();
    await press('Control+f');
    await inPanel('.find-bar input:focus').waitFor();
    await workbench.page.keyboard.type('check_hung');
    const bar = (text: RegExp): Promise<void> => inPanel('.find-bar').filter({ hasText: text }).waitFor();
    await bar(/1 result/);
    await press('Enter');
    await inPanel('.row.current.hit').filter({ hasText: 'check_hung_uninterruptible_tasks' }).waitFor();
    assert.doesNotMatch((await inPanel('.find-bar').textContent()) ?? '', /Not searched/);
    await inPanel('.scope-tasks').click();
    await bar(/Not searched: what was inlined on \d+ stacks not opened yet/);
    await press('Escape');
  });

  it('leads from a register to what it points to', async () => {
    await showAll();
    await press('1');
    await row(/#0.*delay_tsc/).click();
    await press('ArrowRight');
    await row(/RSP: [0-9a-f]{16}/).waitFor();
    for (const kind of Object.keys(themes) as ThemeKind[]) {
      await workbench.setTheme(kind);
      await workbench.screenshot(`backtraces-registers-${kind}`);
    }
    const stack = row(/RSP: [0-9a-f]{16}/)
      .locator('a.place')
      .nth(1);
    const digits = (await stack.textContent()) ?? '';
    await stack.click();
    await workbench.page.locator('.tab.active', { hasText: 'Memory: deadlock.vmcore' }).waitFor();
    await workbench.untilEditorShown();
    await inPanel('footer .counts').filter({ hasText: digits }).waitFor();
    await press('Alt+ArrowLeft');
    await workbench.page.locator('.tab.active', { hasText: 'Backtraces: deadlock.vmcore' }).waitFor();
    await showAll();
    await row(/#0.*delay_tsc/).click();
    await press('ArrowLeft');
  });

  it('leads from a stack that waits for a mutex to that lock and who holds it', async () => {
    await showAll();
    await press('4');
    await row(/waits for a mutex/)
      .locator('.lock a')
      .click();
    await workbench.page.locator('.tab.active', { hasText: 'Tasks: deadlock.vmcore' }).waitFor();
    await inPanel('.locks .task.wanted').first().waitFor();
    await workbench.screenshot('tasks-lock-wanted');
    await press('Alt+ArrowLeft');
    await workbench.page.locator('.tab.active', { hasText: 'Backtraces: deadlock.vmcore' }).waitFor();
    await inPanel('.scope-crash').waitFor();
  });

  it('sets the task that commands mean, follows one that is set elsewhere, and comes back to the crash', async () => {
    await showAll();
    await press('3');
    await press('/');
    await workbench.page.keyboard.type('fn:labcrash_take');
    await counts(/^\d of /);
    await press('ArrowDown');
    await press('Home');
    await press('Shift+Enter');
    const chip = (text: RegExp): Promise<void> =>
      inPanel('header .context-task').filter({ hasText: text }).waitFor();
    await chip(/\d+ /);
    await inPanel('.row .context-mark').waitFor();
    const set = (await inPanel('header .context-task').textContent())?.trim() ?? '';
    await workbench.page.locator('.statusbar-item', { hasText: set }).waitFor();
    await press('Escape');
    await press('1');
    await inPanel('header .equal')
      .filter({ hasText: /≙ bt \d+$/ })
      .waitFor();
    await workbench.runCommand('Vmcore: Show Memory');
    await inPanel('header .context-task').filter({ hasText: set }).waitFor();
    await workbench.runCommand('Vmcore: Tie the Panel to Its Task, or Follow the One That Is Set');
    await inPanel('header .context button[aria-pressed=false]').waitFor();
    await workbench.runCommand('Vmcore: Set the Task Back to the One That Crashed');
    await inPanel('header .context-task').filter({ hasText: set }).waitFor();
    await workbench.screenshot('context-kept');
    await workbench.runCommand('Vmcore: Show Backtraces');
    await chip(/\d+ khungtaskd/);
    await inPanel('header .equal').filter({ hasText: /≙ bt$/ }).waitFor();
  });

  it('comes back as it was after the window is loaded anew', async () => {
    await showAll();
    await press('4');
    await press('/');
    await workbench.page.keyboard.type('st:UN');
    await counts(/^5 of /);
    const reloaded = workbench.page.waitForEvent('domcontentloaded');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.untilReady();
    await workbench.untilEditorShown();
    await counts(/^5 of /);
    await inPanel('.scope-groups[aria-pressed=true]').waitFor();
    assert.equal(await inPanel('.filter').inputValue(), 'st:UN');
  });
});
