import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { installVscode } from './install';
import { extensionPackage } from './projectRoot';
import { VscodeServer } from './server';
import { quietSettings, type ThemeKind, type UserSettings } from './settings';
import { Workbench } from './workbench';

export interface RigOptions {
  readonly theme?: ThemeKind;
  /** Added to, and overriding, the quiet defaults. */
  readonly settings?: UserSettings;
  readonly window?: { readonly width: number; readonly height: number };
  /** Packages of further extensions. */
  readonly vsix?: readonly string[];
  /** VS Code meets the permissions of files even where root runs it. */
  readonly heedsPermissions?: boolean;
}

/** A real VS Code with our extension in it, and a browser that shows it. */
export interface Rig {
  /** A new window on `folder`. */
  open(folder: string): Promise<Workbench>;
  stop(): Promise<void>;
}

const chromiumFlags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
];

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  await access(extensionPackage).catch(() => {
    throw new Error(`${extensionPackage} is missing: run "npm run package" first.`);
  });
  const build = await installVscode((line) => process.stderr.write(`${line}\n`));
  const server = await VscodeServer.start(build, {
    settings: { ...quietSettings(options.theme ?? 'dark'), ...options.settings },
    vsix: [extensionPackage, ...(options.vsix ?? [])],
    heedsPermissions: options.heedsPermissions ?? false,
  });
  const browser = await startBrowser().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  return {
    open: async (folder) => {
      const page = await browser.newPage({ viewport: options.window ?? { width: 1280, height: 800 } });
      await page.goto(server.address(folder));
      const workbench = new Workbench(page);
      await workbench.untilReady();
      return workbench;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findOnPath('chromium'), args: chromiumFlags });
}

async function findOnPath(program: string): Promise<string> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new Error(`${program} is not on PATH: install Debian's package "${program}".`);
}
