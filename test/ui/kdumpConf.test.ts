import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

const mistaken = [
  '# Where dumps go, and what happens then.',
  '# Restart kdump after each change.',
  'nfs server.example.com:/crashes',
  '   path   /var/crash   ',
  'core_collector makedumpfile -l --message-level 7 -d 31',
  'failure_acton poweroff',
  'dump_level 31',
  '',
].join('\n');

describe('kdump.conf in the editor', () => {
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  const inEditor = (selector: string): Locator => workbench.page.locator(`.part.editor ${selector}`);
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const type = (text: string): Promise<void> => workbench.page.keyboard.type(text);
  /**
   * Puts the cursor on a word and asks what it is, with the keyboard. The mouse asks once, when it comes to rest: if the
   * editor draws the line anew at that moment, because colours, hints or problems arrive, no second question follows.
   */
  const explain = async (word: string, explanation: string): Promise<void> => {
    const text = workbench.page.locator('.monaco-hover:visible').getByText(explanation).first();
    await inEditor('.view-line span span').getByText(word, { exact: true }).first().click();
    await eventually(30_000, async () => {
      await press('Control+k');
      await press('Control+i');
      assert.ok(
        await text.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        ),
        `no "${explanation}"`,
      );
    });
  };

  /** Takes the proposal that is focused, which must be this one. */
  const accept = async (label: string): Promise<void> => {
    await inEditor('.suggest-widget.visible .monaco-list-row.focused')
      .filter({ has: workbench.page.getByText(label, { exact: true }) })
      .waitFor();
    await press('Enter');
  };

  const open = async (name: string, text: string): Promise<string> => {
    const path = inside(name);
    await writeFile(path, text);
    await workbench.openFromExplorer(name);
    await inEditor('.view-line').first().click();
    return path;
  };

  const savedText = async (path: string, expected: string | RegExp): Promise<void> => {
    await press('Control+s');
    await eventually(5000, async () => {
      const text = await readFile(path, 'utf8');
      if (typeof expected === 'string') assert.equal(text, expected);
      else assert.match(text, expected);
    });
  };

  const noError = (): Promise<void> => inEditor('.squiggly-error').first().waitFor({ state: 'detached' });

  before(async function () {
    this.timeout(120_000);
    for (const name of ['kdump.conf', 'one.kdump.conf', 'two.kdump.conf', 'three.kdump.conf'])
      await writeFile(inside(name), '');
    await mkdir(inside('default'));
    await writeFile(
      inside('default', 'kdump-tools'),
      'USE_KDUMP=1\nKDUMP_COREDIRS=/var/crash\nKDUMP_CMDLINE_APPEND="crashkernel=2G-64G:256M,64G-:512M"\n',
    );
    workbench = await openWindow({ settings: { 'files.eol': '\n' } });
  });

  afterEach(async () => {
    await workbench.runCommand('File: Revert File');
    await workbench.runCommand('View: Close All Editors');
  });

  it('is written from nothing with completion', async () => {
    const path = await open('kdump.conf', '');
    await press('Control+Space');
    await type('nf');
    await accept('nfs');
    await accept('host:/export');
    // Both places of the form keep what they suggest.
    await press('Tab');
    await press('Tab');
    await press('End');
    await press('Enter');
    await type('pat');
    await accept('path');
    await accept('/var/crash');
    await press('Enter');
    await type('core');
    await accept('core_collector');
    await accept('makedumpfile -l --message-level 7 -d 31');
    await press('Enter');
    await type('fail');
    await accept('failure_action');
    await type('pow');
    await accept('poweroff');
    await press('Enter');
    await type('extra_b');
    await accept('extra_bins');
    await accept('/usr/bin/');
    await type('tru');
    await accept('true');
    await press('Enter');
    await savedText(
      path,
      [
        'nfs server.example.com:/export',
        'path /var/crash',
        'core_collector makedumpfile -l --message-level 7 -d 31',
        'failure_action poweroff',
        'extra_bins /usr/bin/true',
        '',
      ].join('\n'),
    );
    await noError();
  });

  it('underlines a mistake while it is typed, and mends it with its quick fix', async () => {
    const path = await open('one.kdump.conf', '');
    await type('failure_acton poweroff');
    await press('Escape');
    await inEditor('.squiggly-error').first().waitFor();
    await press('Home');
    await press('Control+.');
    await workbench.page.locator('.action-widget').getByText("Change to 'failure_action'").click();
    await noError();
    await savedText(path, 'failure_action poweroff');
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`explains what the cursor is on in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await open('two.kdump.conf', mistaken);
      await inEditor('.squiggly-error').first().waitFor();
      await inEditor('.view-line').getByText('leaves out').first().waitFor();
      await explain('core_collector', 'Known to:');
      await workbench.screenshot(`kdump-conf-${kind}`);
    });
  }

  it('is formatted, but for lines that no release takes', async () => {
    const path = await open('two.kdump.conf', `${mistaken}  dump_level   31\n`);
    await workbench.runCommand('Format Document');
    await eventually(5000, async () => {
      assert.equal(
        await inEditor('.view-line')
          .filter({ hasText: /^path.\/var\/crash$/ })
          .count(),
        1,
      );
    });
    await savedText(path, /^path \/var\/crash\n[^]*^ {2}dump_level {3}31$/m);
  });

  it('offers over the first line what can be done with the file', async () => {
    await open('three.kdump.conf', 'path crash\n');
    const lens = (title: string): Locator =>
      inEditor('.codelens-decoration a').getByText(title, { exact: true });
    await lens('Preview what a crash does').waitFor();
    await lens('Is this machine ready?').waitFor();
    await lens('Check').click();
    await workbench.page.locator('.part.panel').getByText('is not an absolute path').first().waitFor();
  });

  it('sees the byte order mark that the editor hides, and offers to save without it', async () => {
    await open('three.kdump.conf', '\ufeff# Where dumps go.\npath /var/crash\n');
    await inEditor('.squiggly-error').first().waitFor();
    await press('Control+.');
    await workbench.page.locator('.action-widget').getByText('without the byte order mark').click();
    await workbench.page.locator('.quick-input-widget').getByText('Save with Encoding').waitFor();
    await press('Escape');
  });

  it('says whose rules hold', async () => {
    await open('two.kdump.conf', mistaken);
    await workbench.page.locator('[id="status.languageStatus"]').hover();
    await workbench.page.getByText('Rules of kdump-utils (newest)').first().waitFor();
  });

  it('previews what a crash does, and follows the text', async () => {
    await open('three.kdump.conf', 'path /var/crash\n');
    await workbench.runCommand('Vmcore: Preview What a Crash Does');
    await workbench.waitForText('What a crash does');
    await workbench.waitForText('127.0.0.1-');
    await workbench.screenshot('kdump-conf-preview');
    await inEditor('.view-line').first().click();
    await press('Control+End');
    await type('nfs server.example.com:/crashes');
    await workbench.waitForText('To the NFS export server.example.com:/crashes.');
  });

  it('helps in the files around kdump.conf', async () => {
    const explorer = workbench.page.locator('.explorer-folders-view .monaco-list-row');
    await explorer.getByText('default', { exact: true }).click();
    await workbench.openFromExplorer('kdump-tools');
    await inEditor('.squiggly-warning').first().waitFor();
    await explain('KDUMP_COREDIRS', 'Did you mean KDUMP_COREDIR?');
    await workbench.screenshot('kdump-tools');
  });

  it('takes a file of another name for one by its content', async () => {
    await writeFile(inside('crashes.conf'), '# where dumps go\nssh a@b.c\ncore_collector makedumpfile -l\n');
    await workbench.openFromExplorer('crashes.conf');
    await inEditor('.squiggly-error').first().waitFor();
    await workbench.page.locator('.statusbar-item').getByText('kdump.conf', { exact: true }).waitFor();
  });

  it('leaves a shell file of the same name to its own language', async () => {
    await writeFile(inside('kdump.conf.sh'), '#!/bin/sh\nMOUNT_FOLDER="/tmp/kdump"\nif true; then :; fi\n');
    await workbench.openFromExplorer('kdump.conf.sh');
    await workbench.page.locator('.statusbar-item').getByText('Shell Script').waitFor();
    assert.equal(await inEditor('.squiggly-error').count(), 0);
  });
});
