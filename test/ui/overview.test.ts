import assert from 'node:assert/strict';
import { chmod, copyFile, link, open, truncate, writeFile } from 'node:fs/promises';
import type { FrameLocator } from 'playwright-core';
import { writeElf } from '../support/elfWriter';
import { requireDump } from '../dumps/lab/labDump';
import { dumpHostsOf } from './dumpHosts';
import { eventually } from './eventually';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

const panic = 'Kernel panic - not syncing: sysrq triggered crash';

const badInputs = [
  { name: 'empty.vmcore', code: 'empty-file' },
  { name: 'text.vmcore', code: 'not-a-dump' },
  { name: 'program.vmcore', code: 'not-a-dump' },
  { name: 'corrupt.kdump', code: 'corrupt-header' },
] as const;

describe('the overview of a dump', () => {
  const { inside, openWindow } = useVscode();
  let dumpPath: string;
  let workbench: Workbench;

  const heading = (): ReturnType<FrameLocator['locator']> => workbench.webview().locator('h1');
  const openDump = async (): Promise<void> => {
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText(panic);
  };
  const waitForHosts = (count: number): Promise<readonly number[]> =>
    eventually(2000, async () => {
      const hosts = await dumpHostsOf(dumpPath);
      assert.equal(hosts.length, count);
      return hosts;
    });

  before(async function () {
    this.timeout(120_000);
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    dumpPath = inside('vmcore');
    await copyFile(dump.path, dumpPath);
    await chmod(dumpPath, 0o400);
    await link(dumpPath, inside('vmcore-customer 7'));
    await writeBadInputs(inside, dumpPath);
    workbench = await openWindow();
  });

  afterEach(async () => {
    await workbench.runCommand('View: Close All Editors');
  });

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    it(`opens from the Explorer and says what crashed, in a window of theme kind ${kind}`, async () => {
      await workbench.setTheme(kind);
      await openDump();
      assert.match((await heading().textContent()) ?? '', /^PANIC Kernel panic - not syncing: sysrq/);
      const system = await workbench.webview().locator('#system li').allTextContents();
      assert.ok(system.includes('MACHINE x86_64'), system.join('\n'));
      const marked = workbench.webview().locator('.log > .panic');
      assert.match((await marked.textContent()) ?? '', /^panic\[ +\d+\.\d{6}\] Kernel panic/);
      await workbench.screenshot(`overview-${kind}`);
    });
  }

  it('shows the stack of the task that crashed', async () => {
    await openDump();
    const stack = workbench.webview().locator('#stack');
    await stack.locator('li', { hasText: 'sysrq_handle_crash' }).waitFor();
    assert.match((await stack.locator('h2').textContent()) ?? '', /^Stack PID 1 init, cpu 0$/);
    const rows = await stack.locator('li').allTextContents();
    assert.match(rows[0] ?? '', /^#0 \w+\+0x[0-9a-f]+\/0x[0-9a-f]+$/);
    assert.equal(rows.at(-1), 'entered from user mode');
  });

  it('lists the loaded modules, and those that a filter lets through', async () => {
    await openDump();
    const modules = workbench.webview().locator('#modules');
    await modules.locator('h2', { hasText: 'Modules (7)' }).waitFor();
    assert.match(
      (await modules.locator('li').allTextContents()).join('\n'),
      /^virtio_ring .*used by virtio_blk/m,
    );
    // Single keys of the page, as l and c are, are letters here.
    await modules.locator('input').focus();
    await workbench.page.keyboard.type('LEGACY');
    await modules.getByText('1 of 7 modules').waitFor();
    assert.match((await modules.locator('li').allTextContents()).join(), /^virtio_pci_legacy_dev /);
    assert.equal(await workbench.page.locator('.tab', { hasText: 'Log: vmcore' }).count(), 0);
  });

  it('starts at the panic line, and walks verdict, stack, facts and log by keyboard', async () => {
    await openDump();
    const focused = workbench.webview().locator(':focus');
    await workbench.webview().locator('#stack li').first().waitFor();
    await workbench.webview().locator('#verdict .cause').waitFor();
    await workbench.webview().locator('h1:focus').waitFor();
    for (const wanted of [
      /^Kernel Log/,
      /^Backtraces/,
      /^Tasks/,
      /^Copy/,
      /^Report/,
      /^Copy Signature/,
      /^log record \d+: Kernel panic/,
    ]) {
      await workbench.page.keyboard.press('Tab');
      assert.match((await focused.textContent()) ?? '', wanted);
    }
    await workbench.page.keyboard.press('ArrowDown');
    assert.match((await focused.textContent()) ?? '', /^frame \d+: sysrq_handle_crash/);
    await workbench.page.keyboard.press('Enter');
    assert.match((await focused.textContent()) ?? '', /^#\d sysrq_handle_crash/);
    await workbench.page.keyboard.press('Home');
    assert.match((await focused.textContent()) ?? '', /^#0 /);
    await workbench.page.keyboard.press('ArrowDown');
    assert.match((await focused.textContent()) ?? '', /^#1 /);
    await workbench.page.keyboard.press('Tab');
    assert.match((await focused.textContent()) ?? '', /^DUMPFILE/);
    await workbench.page.keyboard.press('End');
    assert.match((await focused.textContent()) ?? '', /^MEMORY/);
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.press('Tab');
    assert.match((await focused.textContent()) ?? '', /^panic/);
  });

  it('shows the log at the panic with the key l, and comes back with Alt+K O', async () => {
    await openDump();
    await workbench.webview().locator('h1:focus').waitFor();
    await workbench.page.keyboard.press('l');
    await workbench.page.locator('.tab.active', { hasText: 'Log: vmcore' }).waitFor();
    await workbench.webview().locator('.view-line', { hasText: panic }).first().waitFor();
    await workbench.page.keyboard.press('Alt+k');
    await workbench.page.keyboard.press('o');
    await workbench.page.locator('.tab.active', { hasText: /^vmcore$/ }).waitFor();
    assert.equal((await dumpHostsOf(dumpPath)).length, 1);
  });

  it('copies what crash would print', async () => {
    await openDump();
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.runCommand('Vmcore: Copy as crash Prints It');
    await eventually(5000, async () => {
      const text = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
      assert.match(text, /^crash> sys$/m);
      assert.match(text, /^ {5}RELEASE: 6\.1\./m);
      assert.match(text, /^crash> bt\nPID: 1 /m);
      assert.match(text, /^ #\d \[[0-9a-f]{16}\] sysrq_handle_crash at [0-9a-f]{16}$/m);
      assert.match(text, /^\[ +\d+\.\d{6}\] Kernel panic - not syncing: sysrq/m);
    });
  });

  it('is split without a second dump host, which leaves within two seconds of the last editor', async () => {
    await openDump();
    await workbench.runCommand('View: Split Editor Right');
    await workbench.page.locator('.editor-group-container').nth(1).waitFor();
    await workbench.waitForText(panic);
    assert.equal((await dumpHostsOf(dumpPath)).length, 1);
    await workbench.runCommand('View: Close All Editors');
    await waitForHosts(0);
  });

  it('says so when the dump reader dies, keeps what was read, and opens it again', async () => {
    await openDump();
    const [pid = 0] = await waitForHosts(1);
    process.kill(pid, 'SIGKILL');
    const banner = workbench.webview().locator('.banner');
    await banner.waitFor();
    assert.match((await banner.textContent()) ?? '', /stopped \(SIGKILL\); your dump is untouched/);
    assert.match((await heading().textContent()) ?? '', /^PANIC/);
    await workbench.screenshot('overview-reader-died');
    await banner.getByText('Reopen').click();
    await banner.waitFor({ state: 'detached' });
    const [next] = await waitForHosts(1);
    assert.notEqual(next, pid);
  });

  it('comes back after a reload of the window, its log panel too', async function () {
    this.timeout(60_000);
    await openDump();
    await workbench.runCommand('Vmcore: Show Kernel Log');
    await workbench.webview().locator('.view-line', { hasText: panic }).first().waitFor();
    const reloaded = workbench.page.waitForEvent('domcontentloaded');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.untilReady();
    await workbench.webview().locator('.view-line', { hasText: panic }).first().waitFor();
    await workbench.page.locator('.tab', { hasText: /^vmcore$/ }).click();
    await workbench.waitForText(panic);
  });

  it('fits a narrow window without scrolling sideways', async () => {
    await openDump();
    await workbench.page.setViewportSize({ width: 700, height: 900 });
    const overflowPx: unknown = await heading().evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    await workbench.screenshot('overview-narrow');
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    assert.equal(overflowPx, 0);
  });

  for (const { name, code } of badInputs) {
    it(`says why ${name} does not open`, async () => {
      await workbench.openFromExplorer(name);
      await workbench.webview().locator(`h1[data-code="${code}"]`).waitFor();
      assert.notEqual(await workbench.webview().locator('.failure p').textContent(), '');
      assert.notEqual(await workbench.webview().locator('.failure button').count(), 0);
      await workbench.screenshot(`overview-${name}`);
    });
  }

  it('says in numbers what a dump that was cut off lacks', async () => {
    await workbench.openFromExplorer('cut.kdump');
    await workbench.webview().locator('#dump .warning').waitFor();
    const problems = await workbench.webview().locator('#problems li').allTextContents();
    assert.match(problems[0] ?? '', / ends at [\d.]+ MiB of [\d.]+ MiB: about \d+ of \d+ pages are missing/);
    await workbench.screenshot('overview-cut');
  });

  it('stops a search through all of a large memory when told to, and starts it again', async () => {
    await workbench.openFromExplorer('searched.vmcore');
    const cancel = workbench.webview().getByRole('button', { name: 'Cancel' });
    await workbench
      .webview()
      .getByText(/ of 64 GiB/)
      .waitFor();
    await cancel.focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.webview().locator('h1[data-code=cancelled]').waitFor();
    await workbench.webview().getByRole('button', { name: 'Retry' }).click();
    await cancel.waitFor();
  });

  it('leaves a text that only looks like a dump by name to the text editor', async () => {
    await workbench.openFromExplorer('text.vmcore');
    await workbench.webview().getByText('Open as Text').click();
    await workbench.page.locator('.view-line', { hasText: 'no dump' }).waitFor();
  });

  it('opens a dump whatever follows vmcore in its name', async () => {
    await workbench.openFromExplorer('vmcore-customer 7');
    await workbench.waitForText(panic);
  });

  it('leaves a source file whose name begins with vmcore to the text editor', async () => {
    await workbench.openFromExplorer('vmcore_info.c');
    await workbench.page.locator('.view-line', { hasText: 'vmcoreinfo_data' }).waitFor();
  });

  it('leaves vmcore-dmesg.txt to the text editor, as a kernel log', async () => {
    await workbench.openFromExplorer('vmcore-dmesg.txt');
    await workbench.page.locator('.view-line', { hasText: 'Linux version' }).waitFor();
    await workbench.page.locator('.statusbar-item', { hasText: 'Kernel Log' }).waitFor();
    await workbench.runCommand('Vmcore: Open in Kernel Log Panel');
    await workbench.page.locator('.tab.active[aria-label^="vmcore-dmesg.txt"]').waitFor();
    await workbench.webview().locator('.view-line', { hasText: 'Linux version' }).first().waitFor();
  });
});

/** A machine of 64 GiB whose dump says nothing of its kernel; the file is nearly all hole. */
async function writeDumpToSearch(path: string): Promise<void> {
  const sizeBytes = 2n ** 36n;
  const elf = writeElf({ segments: [{ physicalAddress: 0n, data: new Uint8Array(4096) }] });
  const header = new DataView(elf.buffer);
  for (const field of [32, 40]) header.setBigUint64(64 + 56 + field, sizeBytes, true);
  await writeFile(path, elf);
  await truncate(path, elf.length - 4096 + Number(sizeBytes));
}

async function writeBadInputs(inside: (name: string) => string, dumpPath: string): Promise<void> {
  const head = Buffer.alloc(3_000_000);
  const dump = await open(dumpPath);
  await dump.read(head, 0, head.length, 0);
  await dump.close();
  await writeFile(inside('cut.kdump'), head);
  await writeFile(inside('corrupt.kdump'), Buffer.from(head).fill(0xff, 400, 500));
  await writeFile(inside('empty.vmcore'), '');
  await writeFile(inside('text.vmcore'), 'This is no dump.\n');
  await copyFile(process.execPath, inside('program.vmcore'));
  await writeDumpToSearch(inside('searched.vmcore'));
  await writeFile(inside('vmcore_info.c'), 'unsigned char *vmcoreinfo_data;\n');
  await writeFile(
    inside('vmcore-dmesg.txt'),
    '[    0.000000] Linux version 6.1.0\n[    1.000000] Run /init\n',
  );
}
