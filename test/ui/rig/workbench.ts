import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../eventually';
import { BrowserConsole } from './browserConsole';
import { projectRoot } from './projectRoot';
import { themes, type ThemeKind } from './settings';

/** VS Code's window, as a person uses it: by commands, by the Explorer, by what is on the screen. */
export class Workbench {
  private readonly console: BrowserConsole;

  constructor(readonly page: Page) {
    this.console = new BrowserConsole(page);
  }

  /** Resolves once the window is drawn, its Explorer filled and what extensions contribute is known. */
  async untilReady(): Promise<void> {
    await this.page.waitForFunction("performance.getEntriesByName('code/didLoadExtensions').length > 0");
    await this.page.locator('.monaco-workbench .part.editor').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list').waitFor();
  }

  /** `label` as the command palette shows it, with its category: "Vmcore: Show Log". */
  async runCommand(label: string): Promise<void> {
    const row = this.page
      .locator('.quick-input-widget:visible .monaco-list-row')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .first();
    // The palette closes where something else takes the focus; then a person opens it again.
    await eventually(30_000, async () => {
      await this.quickOpen(`>${label}`);
      await row
        .click({ timeout: 5000 })
        .catch((error: unknown) => assert.fail(`The palette does not show ${label}: ${String(error)}`));
    });
  }

  /** The labels of the commands that the palette finds for `query`. */
  async findCommands(query: string): Promise<readonly string[]> {
    await this.quickOpen(`>${query}`);
    const rows = this.page.locator('.quick-input-widget:visible .monaco-list-row');
    await rows.first().waitFor();
    const labels = await rows.locator('.quick-input-list-label .label-name').allTextContents();
    await this.page.keyboard.press('Escape');
    return labels;
  }

  async openFromExplorer(name: string): Promise<void> {
    const row = this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: this.page.getByText(name, { exact: true }) });
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`);
    await row.dblclick();
    // A click while the tree redraws itself hits nothing; then a person clicks again.
    await tab.waitFor({ timeout: 5_000 }).catch(() => row.dblclick());
    await tab.waitFor();
    // Until VS Code has heard of an extension's editor it opens a file as text, and says that it is very large.
    await this.untilEditorShown().catch(async (error: unknown) => {
      process.stderr.write(`${name} stayed empty and is opened again: ${String(error)}\n`);
      const frames = this.page.frames().map((frame) => frame.url());
      process.stderr.write(
        `Its frames:\n${frames.join('\n')}\nThe browser said:\n${this.console.lastLines}\n`,
      );
      await tab.click({ button: 'middle' });
      await row.dblclick();
      await this.untilEditorShown();
    });
  }

  /** Resolves once the active editor shows something: text, or a webview's first element. */
  async untilEditorShown(): Promise<void> {
    const webview = this.page.locator('iframe.webview.ready:visible');
    await webview.or(this.page.locator('.part.editor .monaco-editor:visible')).first().waitFor();
    if ((await webview.count()) > 0) await this.webview().locator('body *:visible').first().waitFor();
  }

  /** The document inside the active webview: two nested frames in VS Code. */
  webview(): FrameLocator {
    return this.page
      .locator('iframe.webview.ready:visible')
      .last()
      .contentFrame()
      .frameLocator('iframe#active-frame');
  }

  async waitForText(text: string | RegExp): Promise<void> {
    await this.webview().getByText(text).first().waitFor();
  }

  async setTheme(kind: ThemeKind): Promise<void> {
    const { label, cssClass } = themes[kind];
    await this.runCommand('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget:visible input');
    await input.fill(label);
    await this.page
      .locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: label })
      .waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.monaco-workbench.${cssClass}`).waitFor();
  }

  /** Writes test-results/`name`.png and gives its path. */
  async screenshot(name: string): Promise<string> {
    const folder = join(projectRoot, 'test-results');
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /**
   * By mouse: a key pressed while a webview is loading reaches nobody. Opened anew where it closes again, as it does when
   * an editor that opened late takes the focus.
   */
  private async quickOpen(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input');
    await eventually(30_000, async () => {
      if (!(await input.isVisible())) {
        await this.page.locator('.part.titlebar .command-center .action-item').last().click();
      }
      await input
        .fill(text, { timeout: 3000 })
        .catch((error: unknown) => assert.fail(`The palette closed again: ${String(error)}`));
    });
  }
}
