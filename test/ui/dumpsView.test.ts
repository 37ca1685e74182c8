import assert from 'node:assert/strict';
import { copyFile, link, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

const nullDereference = 'NULL deref · labcrash_set_depth';

/** Lab dumps as a person has them: in folders of a workspace, in one of a setting, one of them in parts, one cut off. */
async function fillFolders(workspace: string, crashes: string): Promise<void> {
  const put = async (name: string, ...places: string[]): Promise<void> => {
    const target = join(...places);
    await mkdir(join(target, '..'), { recursive: true });
    // A link costs no room; the cache may be on another disk.
    const { path } = requireDump(name);
    await link(path, target).catch(() => copyFile(path, target));
  };
  await put('x86-6.1-crash-null-deref', workspace, 'db7', 'vmcore');
  await put('x86-6.1-crash-null-deref-5level', workspace, 'db2', 'vmcore');
  await put('x86-6.12-crash-bug', workspace, 'web1.kdump');
  await put('x86-6.1-kdump-cut-at-50-percent', workspace, 'cut', 'vmcore-incomplete');
  await put('x86-6.1-kdump-zlib-d31', workspace, 'node_modules', 'package', 'vmcore');
  await writeFile(join(workspace, 'vmcore-dmesg.txt'), '[    0.000000] Linux version 6.1\n');
  await writeFile(join(workspace, 'core.c'), 'int main(void) { return 0; }\n'.repeat(50));
  await put('arm64-6.12-16k-crash-bug', crashes, '127.0.0.1-2026-01-02-03:04:05', 'anything');
  const { parts = [] } = requireDump('x86-6.1-kdump-split');
  await mkdir(join(crashes, 'split'));
  for (const part of parts) await copyFile(part, join(crashes, 'split', basename(part)));
}

describe('the view of dumps', function () {
  this.timeout(180_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const row = (text: string | RegExp): Locator =>
    workbench.page.locator('.part.sidebar .pane-body .monaco-list-row').filter({ hasText: text }).first();
  const rows = (): Locator => workbench.page.locator('.part.sidebar .pane-body .monaco-list-row');
  /** The hover of another row, which the mouse rests on when rows move, would lie over it. */
  const clickRow = async (
    text: string | RegExp,
    options?: Parameters<Locator['click']>[0],
  ): Promise<void> => {
    await workbench.page.mouse.move(900, 790);
    await workbench.page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
    await row(text).click(options);
  };
  /** By keys alone, from the first row on: the order is that of the times at which dumps were made. */
  const moveFocus = async (text: RegExp): Promise<void> => {
    await workbench.page.keyboard.press('Home');
    const focused = workbench.page.locator('.part.sidebar .pane-body .monaco-list-row.focused');
    for (let left = await rows().count(); left > 0; left--) {
      if (text.test((await focused.first().getAttribute('aria-label')) ?? '')) return;
      await workbench.page.keyboard.press('ArrowDown');
    }
    assert.fail(`No key led to ${text}.`);
  };
  const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const isThere = async (path: string): Promise<boolean> =>
    await stat(path).then(
      () => true,
      () => false,
    );

  before(async () => {
    await fillFolders(inside('workspace'), inside('crashes'));
    const settings = { 'vmcore.dumpFolders': [inside('crashes'), inside('nowhere')] };
    workbench = await openWindow({ settings }, 'workspace');
  });

  it('finds dumps in the workspace and in folders of the setting, and groups those of the same crash', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="Crash Dumps"]').click();
    await row(nullDereference).waitFor();
    await row('2×').waitFor();
    await row(/^BUG · labcrash_check_depth.*web1\.kdump/).waitFor();
    await row(/incomplete · .*cut\/vmcore-incomplete/).waitFor();
    await row(/there is no such folder/).waitFor();
    await row(/127\.0\.0\.1-2026-01-02-03:04:05\/anything/).waitFor();
    await row(/split\/part1/).waitFor();
    // The group with its two, four more dumps, and the folder that is not there.
    await eventually(30_000, async () => {
      assert.equal(await rows().count(), 8);
    });
    assert.equal(await row('node_modules').count(), 0);
    await workbench.page.getByLabel('Stop Reading Dumps').first().waitFor({ state: 'detached' });
    await workbench.screenshot('dumps-view');
  });

  it('says in words what a row shows, and how a signature is made', async () => {
    const group = row('2×');
    assert.match((await group.getAttribute('aria-label')) ?? '', /2 dumps of the same crash/);
    await group.hover();
    const hover = workbench.page.locator('.monaco-hover:visible');
    await hover.getByText(/up to five functions from the guilty one on/).waitFor();
    await workbench.screenshot('dumps-view-tooltip');
    await workbench.page.keyboard.press('Escape');
  });

  it('opens the dump of a row with Enter', async () => {
    const tab = (name: string): Locator => workbench.page.locator(`.tab[data-resource-name="${name}"]`);
    await clickRow('2×');
    await row('2×').and(workbench.page.locator('[aria-expanded="false"]')).waitFor();
    await workbench.page.keyboard.press('Enter');
    await row('2×').and(workbench.page.locator('[aria-expanded="true"]')).waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await tab('vmcore').waitFor();
    await workbench.untilEditorShown();
    await workbench.waitForText('NULL pointer dereference');
    // A click shows the dump and leaves the focus where the next key is meant for.
    await clickRow(/web1\.kdump/);
    await tab('web1.kdump').waitFor();
    await workbench.page.locator('.part.sidebar .pane-body .monaco-list:focus').waitFor();
  });

  it('compares two dumps side by side', async () => {
    await clickRow(/db7\/vmcore/);
    await clickRow(/web1\.kdump/, { modifiers: ['Control'] });
    await clickRow(/web1\.kdump/, { button: 'right' });
    // A menu takes no click right after it opened; a key it does.
    await workbench.page.locator('.monaco-menu .action-label', { hasText: 'Compare' }).hover();
    await workbench.page.keyboard.press('Enter');
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.locator('.editor.original .view-line', { hasText: 'labcrash_set_depth' }).first().waitFor();
    await diff.locator('.editor.modified .view-line', { hasText: 'kind' }).first().waitFor();
    await workbench.screenshot('dumps-compared');
  });

  it('deletes a dump after asking, and names its size and what becomes of it', async () => {
    const path = inside('workspace', 'web1.kdump');
    await clickRow(/cut\/vmcore-incomplete/);
    // The row with the focus is meant, not the one that was clicked.
    await moveFocus(/web1\.kdump/);
    await workbench.page.keyboard.press('Delete');
    await dialog()
      .getByText(/Delete “web1\.kdump” \(\d+(\.\d)? MiB\)\?/)
      .waitFor();
    await dialog()
      .getByText(/deleted for good/)
      .waitFor();
    await workbench.screenshot('dumps-delete');
    await workbench.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    assert.equal(await isThere(path), true);
    await clickRow(/web1\.kdump/);
    await workbench.page.keyboard.press('Delete');
    await dialog().getByText('Delete Permanently').click();
    await row(/web1\.kdump/).waitFor({ state: 'detached' });
    assert.equal(await isThere(path), false);
  });

  it('deletes all parts of a split set together', async () => {
    await clickRow(/split\/part1/);
    await workbench.page.keyboard.press('Delete');
    await dialog()
      .getByText(/Delete the dump in \d parts/)
      .waitFor();
    await dialog().getByText('Delete Permanently').click();
    await row(/split\/part1/).waitFor({ state: 'detached' });
    for (const part of requireDump('x86-6.1-kdump-split').parts ?? [])
      assert.equal(await isThere(inside('crashes', 'split', basename(part))), false);
  });

  it('shows a dump that comes while it is open', async () => {
    await copyFile(requireDump('x86-6.1-kdump-zlib-d31').path, inside('crashes', 'newcomer'));
    await row(/newcomer/).waitFor();
    await workbench.screenshot('dumps-view-reading');
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`is shown in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await row(nullDereference).waitFor();
      await workbench.screenshot(`dumps-view-${kind}`);
    });
  }

  it('debugs the dump with the focus by F5', async () => {
    await clickRow(/db7\/vmcore/);
    await workbench.page.keyboard.press('F5');
    await workbench.page
      .locator('.debug-call-stack .monaco-list-row', { hasText: 'crasher' })
      .first()
      .waitFor();
  });
});
