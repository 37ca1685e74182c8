import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from './eventually';
import { takeFailurePictures } from './rig/failurePictures';
import { startRig, type Rig } from './rig/rig';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

describe('the memory panel', () => {
  let rig: Rig | undefined;
  let folder: string;
  let workbench: Workbench;
  takeFailurePictures(() => workbench);

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const row = (text: string | RegExp): Locator =>
    inPanel('.memory-rows .row').filter({ hasText: text }).first();
  const counts = (text: RegExp): Promise<void> =>
    inPanel('footer .counts').filter({ hasText: text }).waitFor();
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const goTo = async (text: string): Promise<void> => {
    await inPanel('.go-to').fill(text);
    await inPanel('.go-to').press('Enter');
  };
  const copied = async (key: string, expected: RegExp): Promise<void> => {
    await inPanel('.memory-rows').focus();
    await press(key);
    await eventually(5000, async () => {
      const text = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
      assert.match(text, expected);
    });
  };

  before(async function () {
    this.timeout(120_000);
    const dump = requireDump('x86-6.12-crash-null-deref');
    folder = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
    await copyFile(dump.path, join(folder, 'vmcore'));
    rig = await startRig({ window: { width: 1400, height: 900 } });
    workbench = await rig.open(folder);
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('PANIC');
    await workbench.runCommand('Vmcore: Show Memory');
    await inPanel('.memory-rows').waitFor();
  });

  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true });
  });

  it('begins at data that a person knows, and says what its words point to', async () => {
    await row('init_task:').waitFor();
    await inPanel('.memory-rows').focus();
    await press('m');
    await row(/task \d+ rcu_/).waitFor();
    await counts(/init_task/);
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`shows bytes and pointers in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await goTo('init_task');
      await row('init_task:').waitFor();
      await workbench.screenshot(`memory-pointers-${kind}`);
      await inPanel('.memory-rows').focus();
      await press('m');
      await row('init_task:').waitFor();
      await workbench.screenshot(`memory-bytes-${kind}`);
      await press('m');
    });
  }

  it('goes to both ends of the address space without losing a digit', async () => {
    await goTo('0xffffffffffffffff');
    await counts(/^ffffffffffffffff/);
    await row('fffffffffffffff0').waitFor();
    await press('ArrowDown');
    await counts(/^ffffffffffffffff/);
    await goTo('0x0');
    await row('0000000000000000').waitFor();
    await inPanel('.nowhere').getByText('Nothing mapped here.').waitFor();
    await inPanel('.nowhere').getByText('Next page:').waitFor();
    await workbench.screenshot('memory-nowhere');
    await press('Alt+ArrowDown');
    await counts(/^ffff8/);
  });

  it('copies as rd and by address', async () => {
    await goTo('linux_banner');
    await counts(/linux_banner/);
    await copied('y', /^ffffffff[0-9a-f]{8}$/);
    await copied('c', /^crash> rd -SS ffffffff/);
    await press('w');
    await copied(
      'c',
      /^crash> rd -8 ffffffff[0-9a-f]+ 16\nffffffff[0-9a-f]{8}: {2}4c 69 6e 75 78 .*Linux version/,
    );
  });
});
