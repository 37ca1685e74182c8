import assert from 'node:assert/strict';
import { chmod, copyFile, symlink } from 'node:fs/promises';
import { requireDump } from '../dumps/lab/labDump';
import { dumpHostsOf } from './dumpHosts';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

describe('debugging a dump', () => {
  const { inside, openWindow } = useVscode();
  let dumpPath: string;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    dumpPath = inside('vmcore');
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    await copyFile(dump.path, dumpPath);
    await symlink(dump.vmlinux!, inside('vmlinux'));
    await chmod(dumpPath, 0o400);
    workbench = await openWindow();
  });

  const callStack = (text: string): ReturnType<Workbench['page']['locator']> =>
    workbench.page.locator('.debug-call-stack .monaco-list-row', { hasText: text }).first();

  const typeIntoConsole = async (line: string): Promise<void> => {
    await workbench.page.locator('.repl .repl-input-wrapper .monaco-editor').click();
    await workbench.page.keyboard.type(line);
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Enter');
  };

  it('starts from the overview with one click, and shows the stack, registers and the task', async () => {
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('Kernel panic');
    await workbench.runCommand('Vmcore: Debug');
    await callStack('sysrq_handle_crash').waitFor();
    await callStack('1 init (on cpu 0)').waitFor();
    await workbench.page.locator('.debug-variables .monaco-list-row', { hasText: 'rip' }).first().waitFor();
    await workbench.page.locator('.tab', { hasText: 'sysrq_handle_crash.S' }).waitFor();
    await workbench.page.locator('.statusbar-item', { hasText: 'Kernel Disassembly' }).waitFor();
    await workbench.screenshot('debug-session');
    assert.equal((await dumpHostsOf(dumpPath)).length, 1);
  });

  it('sets the task that is focused in the Call Stack, and focuses the one that is set', async () => {
    const context = workbench.page.locator('.statusbar-item');
    const current = workbench.page.locator('.debug-call-stack .monaco-list-row.selected');
    await context.filter({ hasText: /1 init\s*$/ }).waitFor();
    await callStack('sysrq_handle_crash').click();
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.page.keyboard.press('ArrowLeft');
    await callStack('2 kthreadd').click();
    await context.filter({ hasText: '2 kthreadd' }).waitFor();
    await workbench.screenshot('debug-context');
    await workbench.runCommand('Vmcore: Set the Task Back to the One That Crashed');
    await current.filter({ hasText: /init|sysrq_handle_crash/ }).waitFor();
    await context.filter({ hasText: '1 init' }).waitFor();
  });

  it('gains arguments and locals when gdb has joined', async function () {
    this.timeout(300_000);
    const variables = workbench.page.locator('.debug-variables .monaco-list-row');
    await variables.filter({ hasText: 'Arguments' }).waitFor({ timeout: 240_000 });
    // VS Code folds the frames that only took the kernel down.
    await callStack('the kernel going down').click();
    await callStack('panic (panic.c:').click();
    await variables.filter({ hasText: 'Locals' }).waitFor();
    await variables.filter({ hasText: 'Arguments' }).click();
    await workbench.page.keyboard.press('ArrowRight');
    await variables.filter({ hasText: '"sysrq triggered crash' }).first().waitFor();
    await workbench.screenshot('debug-locals');
  });

  it("prints what crash says of the machine, in the console's own words", async function () {
    this.timeout(300_000);
    await typeIntoConsole('crash sys');
    await workbench.page
      .locator('.repl .monaco-list-row', { hasText: 'PANIC:' })
      .first()
      .waitFor({ timeout: 240_000 });
    await workbench.screenshot('debug-crash-console');
  });

  it('evaluates what is typed into the console', async () => {
    await typeIntoConsole('init_task.comm');
    await workbench.page.locator('.repl .monaco-list-row', { hasText: '"swapper/0"' }).waitFor();
    await workbench.screenshot('debug-console');
  });

  it('ends without a trace', async () => {
    await workbench.runCommand('Debug: Stop');
    await workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await workbench.runCommand('View: Close All Editors');
    await eventually(2000, async () => {
      assert.equal((await dumpHostsOf(dumpPath)).length, 0);
    });
  });
});
