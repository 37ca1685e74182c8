import assert from 'node:assert/strict';
import { manifestText, readManifest, readManifestTexts } from '../support/manifest';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the extension in VS Code', () => {
  const { openWindow } = useVscode();
  let workbench: Workbench;

  before(async () => {
    workbench = await openWindow();
  });

  it('offers in the palette, with no dump open, the commands that need none', async () => {
    const texts = readManifestTexts();
    const { commands = [], menus = {} } = readManifest().contributes;
    const conditional = menus['commandPalette']?.map(({ command }) => command) ?? [];
    const unconditional = commands
      .filter(({ command, enablement }) => enablement === undefined && !conditional.includes(command))
      .map(({ category, title }) => `${category}: ${manifestText(title, texts)}`);
    assert.notDeepEqual(unconditional, []);
    assert.deepEqual([...(await workbench.findCommands('Vmcore: '))].sort(), unconditional.sort());
  });

  it('starts when one of them is run, and says nothing bad', async () => {
    await workbench.runCommand('Vmcore: Show Output');
    await workbench.page.locator('.output-view').waitFor();
    assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`is shown in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await workbench.screenshot(`window-${kind}`);
      const shown = await workbench.page.locator('.monaco-workbench').getAttribute('class');
      assert.ok(shown?.split(' ').includes(themes[kind].cssClass), shown ?? 'no class');
    });
  }
});
