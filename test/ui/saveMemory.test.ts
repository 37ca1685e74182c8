import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { hex } from '../../core/base/address';
import type { DumpHost } from '../../extension/dumpHost/dumpHostProcess';
import { requireDump } from '../dumps/lab/labDump';
import { openDumpHost } from '../dumps/openDumpHost';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import type { Workbench } from './rig/workbench';

const pageSizeBytes = 4096;

describe('memory saved to a file', function () {
  this.timeout(120_000);
  const { inside, openWindow } = useVscode();
  let target: string;
  let host: DumpHost;
  let workbench: Workbench;

  const inPanel = (selector: string): Locator => workbench.webview().locator(selector);
  const note = (text: RegExp): Promise<void> =>
    inPanel('footer .note').filter({ hasText: text }).waitFor({ timeout: 30_000 });
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const pathField = (): Locator => workbench.page.locator('.quick-input-widget:visible input');
  const modal = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const other = 'what was there before';

  const counts = (text: RegExp): Promise<void> =>
    inPanel('footer .counts').filter({ hasText: text }).waitFor();
  const goTo = async (text: string, told: RegExp): Promise<void> => {
    await inPanel('.go-to').fill(text);
    await inPanel('.go-to').press('Enter');
    await counts(told);
  };
  /** From the address on, so many rows down: the bytes from the first to the one below it. */
  const select = async (address: string, told: RegExp, rows: number): Promise<void> => {
    // From elsewhere, so that it is seen when the panel has arrived there.
    await goTo('init_task', /init_task$/);
    await goTo(address, told);
    await inPanel('.memory-rows').focus();
    for (let row = 0; row < rows; row++) await press('Shift+ArrowDown');
    await counts(new RegExp(` ${rows * 16 + 1} bytes`));
  };
  const saveTo = async (path: string): Promise<void> => {
    await workbench.runCommand('Vmcore: Save Memory to File…');
    // The dialog fills in a name of its own first.
    await eventually(10_000, async () => {
      assert.match(await pathField().inputValue(), /memory-[0-9a-f]+\.bin$/);
    });
    await pathField().fill(path);
    await press('Enter');
  };
  const bytesOf = async (address: string, sizeBytes: number, physical: boolean): Promise<Buffer> => {
    const { data, gaps } = await host.connection.request('readMemory', { address, sizeBytes, physical });
    for (const gap of gaps) data.fill(0x3f, gap.offset, gap.offset + gap.sizeBytes);
    return Buffer.from(data);
  };
  /** The address of a page of RAM that the dump lacks, behind one that it has. */
  const findFirstExcluded = async (): Promise<bigint> => {
    for (let at = 0x100_0000n; ; at += BigInt(pageSizeBytes)) {
      const asked = { address: hex(at), sizeBytes: 2 * pageSizeBytes, physical: true };
      const { gaps } = await host.connection.request('readMemory', asked);
      if (gaps.length === 1 && gaps[0]?.offset === pageSizeBytes) return at + BigInt(pageSizeBytes);
    }
  };
  /** What was begun and given up is gone a moment after the question. */
  const onlyTheseFiles = (...names: readonly string[]): Promise<void> =>
    eventually(5000, async () => {
      assert.deepEqual(await readdir(inside()), [...names].sort());
    });

  before(async () => {
    const { path } = requireDump('x86-6.1-kdump-zlib-d31');
    target = inside('saved.bin');
    await copyFile(path, inside('vmcore'));
    host = await openDumpHost(path);
    workbench = await openWindow({ window: { width: 1500, height: 900 } });
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('PANIC');
    await workbench.runCommand('Vmcore: Show Memory');
    await counts(/init_task/);
  });

  after(() => {
    host.stop();
  });

  it('has exactly the bytes that were selected', async () => {
    await select('linux_banner', /linux_banner$/, 3);
    const told = (await inPanel('footer .counts').textContent()) ?? '';
    const [, address = '', size = ''] = /^([0-9a-f]{16}) · (\d+) bytes/.exec(told) ?? [];
    assert.equal(size, '49');
    await saveTo(target);
    await note(new RegExp(`^Saved ${size} bytes\\.$`));
    const saved = await readFile(target);
    assert.deepEqual(saved, await bytesOf(`0x${address}`, Number(size), false));
    assert.match(saved.toString('latin1'), /^Linux version 6\.1\./);
  });

  it('takes the place of another file only after asking', async () => {
    await writeFile(target, other);
    await select('linux_banner', /linux_banner$/, 3);
    await saveTo(target);
    const question = workbench.page.locator('.quick-input-widget:visible', { hasText: /already exists/ });
    await question.waitFor();
    await workbench.screenshot('save-memory-overwrite');
    await question.getByText('Cancel', { exact: true }).click();
    // The dialog asks for another name then.
    await question.waitFor({ state: 'detached' });
    await pathField().waitFor();
    await press('Escape');
    await pathField().waitFor({ state: 'hidden' });
    assert.equal(await readFile(target, 'utf8'), other);
    await saveTo(target);
    await question.getByText('OK', { exact: true }).click();
    await note(/^Saved \d+ bytes\.$/);
    assert.match(await readFile(target, 'latin1'), /^Linux version 6\.1\./);
    await onlyTheseFiles('saved.bin', 'vmcore');
  });

  describe('with bytes that the dump lacks', () => {
    let address: string;
    let expected: Buffer;

    before(async () => {
      const start = (await findFirstExcluded()) - 16n;
      address = start.toString(16);
      expected = await bytesOf(hex(start), 33, true);
      await rm(target);
    });

    beforeEach(async () => {
      await select(`p:${address}`, new RegExp(`^${address.padStart(16, '0')} `), 2);
      await saveTo(target);
      await modal().filter({ hasText: 'The dump lacks bytes of this range' }).waitFor();
    });

    it('is not made where the person gives up', async () => {
      await workbench.screenshot('save-memory-absent');
      await modal().getByText('Cancel', { exact: true }).click();
      await modal().waitFor({ state: 'detached' });
      await onlyTheseFiles('vmcore');
    });

    it('ends ahead of them where the person says so', async () => {
      await modal().getByText('End There', { exact: true }).click();
      await note(/^Saved 16 bytes\.$/);
      assert.deepEqual(await readFile(target), expected.subarray(0, 16));
      await rm(target);
    });

    it('has a ? for each, and says how many', async () => {
      await modal().getByText('Write ? in Their Place', { exact: true }).click();
      await note(/^Saved 33 bytes; in the place of 17 that the dump lacks stands \?\.$/);
      assert.deepEqual(await readFile(target), expected);
      assert.equal(expected.subarray(16).toString(), '?'.repeat(17));
      await onlyTheseFiles('saved.bin', 'vmcore');
    });
  });
});
