import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

/** As long as a task's name can be. */
const markup = '<img onerror=x>';
const icon = '$(bug) \u001b[31m';

/** Gives every task of that name another one, wherever its task_struct lies in the file. */
function renameTasks(dump: Buffer, name: string, other: string): number {
  const padded = (text: string): Buffer =>
    Buffer.alloc(16, 0).fill(Buffer.from(text, 'latin1'), 0, text.length);
  const [searched, written] = [padded(name), padded(other)];
  let count = 0;
  for (let at = dump.indexOf(searched); at >= 0; at = dump.indexOf(searched, at + 16), count++)
    written.copy(dump, at);
  return count;
}

describe('names in a dump that mean harm', function () {
  this.timeout(180_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const inWindow = (selector: string, text: string): Locator =>
    workbench.page.locator(selector).filter({ hasText: text }).first();

  before(async () => {
    const dump = await readFile(requireDump('x86-6.1-qemu-elf-busy').path);
    assert.ok(renameTasks(dump, 'kcompactd0', markup) > 0);
    assert.ok(renameTasks(dump, 'kdevtmpfs', icon) > 0);
    await writeFile(inside('vmcore'), dump);
    workbench = await openWindow();
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('Kernel');
    await workbench.runCommand('Vmcore: Show Tasks');
    await inPanel('.row .comm').first().waitFor();
  });

  /** Lists the tasks with these words alone. */
  const list = (words: string): Promise<void> => inPanel('input.filter').fill(words);

  it('are text in the table and in the details', async () => {
    await list('onerror');
    await inPanel('.row').filter({ hasText: markup }).click();
    await inPanel('.details h2').filter({ hasText: markup }).waitFor();
    assert.equal(await inPanel('img').count(), 0);
    await workbench.screenshot('tasks-hostile');
    await list('(bug)');
    await inPanel('.row .comm').filter({ hasText: '$(bug) ␛[31m' }).waitFor();
  });

  it('are text in the status bar, where a context is chosen, and in the tree', async () => {
    await inPanel('.row').filter({ hasText: '$(bug)' }).click();
    await inPanel('.details h2').filter({ hasText: '(bug)' }).waitFor();
    await inPanel('.details button').filter({ hasText: 'Set context' }).click();
    await inWindow('.statusbar-item', '(bug)').waitFor();
    assert.equal(await workbench.page.locator('.statusbar-item .codicon-bug').count(), 0);
    await workbench.page.locator('.statusbar-item').filter({ hasText: '(bug)' }).click();
    await workbench.page.locator('.quick-input-widget:visible input').fill('bug');
    await inWindow('.quick-input-widget .monaco-list-row', '(bug)').waitFor();
    assert.equal(await workbench.page.locator('.quick-input-list .codicon-bug').count(), 0);
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.activitybar .action-label[aria-label^="Crash Dumps"]').click();
    await inWindow('.part.sidebar .monaco-list-row', 'Others').click();
    await inWindow('.part.sidebar .monaco-list-row', markup).waitFor();
    assert.equal(await workbench.page.locator('.part.sidebar img').count(), 0);
    await workbench.screenshot('tasks-tree-hostile');
  });

  it('are text on stacks, and in the object that they are a member of', async () => {
    await workbench.runCommand('Vmcore: Show Backtraces');
    await inPanel('.row').first().waitFor();
    await workbench.page.keyboard.press('3');
    await inPanel('header input').last().fill('onerror');
    await inPanel('.row').filter({ hasText: markup }).first().waitFor();
    assert.equal(await inPanel('img').count(), 0);
    await workbench.runCommand('Vmcore: Show Tasks');
    // Backtraces have a filter of the same looks, and are shown until the command has been carried out.
    await inWindow('.tab.active', 'Tasks: vmcore').waitFor();
    await inPanel('.row .comm').first().waitFor();
    await list('onerror');
    await inPanel('.row').filter({ hasText: markup }).click();
    await inPanel('.details button').filter({ hasText: 'task_struct' }).click();
    await inPanel('.row').filter({ hasText: 'thread_info' }).first().waitFor();
    await inPanel('input.filter').fill('comm');
    await inPanel('.row').filter({ hasText: markup }).first().waitFor();
    assert.equal(await inPanel('img').count(), 0);
    await workbench.screenshot('structure-hostile');
  });
});
