import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startRig } from './rig';
import { themes, type ThemeKind } from './settings';

const usage = `Usage: node out/test/ui/rig/screenshot.js FILE|FOLDER [--theme dark,light,hc-dark,hc-light]
         [--command "Vmcore: Show Log"]… [--wait "text in the webview"] [--size 1280x800]
Opens it in VS Code with our extension and writes test-results/<name>-<theme>.png for each theme.`;

/** For looking at a view while building it, and for the README's pictures. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      theme: { type: 'string', default: 'dark' },
      command: { type: 'string', multiple: true, default: [] },
      wait: { type: 'string' },
      size: { type: 'string', default: '1280x800' },
    },
  });
  const kinds = values.theme.split(',').filter(isThemeKind);
  const [width = 0, height = 0] = values.size.split('x').map(Number);
  const [path] = positionals;
  if (path === undefined || kinds.length === 0 || !width || !height) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const absolute = resolve(path);
  const isFolder = (await stat(absolute)).isDirectory();
  const [first = 'dark'] = kinds;
  const rig = await startRig({ theme: first, window: { width, height } });
  try {
    const workbench = await rig.open(isFolder ? absolute : dirname(absolute));
    const picture = async (suffix: string): Promise<void> => {
      process.stdout.write(`${await workbench.screenshot(`${basename(absolute)}-${suffix}`)}\n`);
    };
    try {
      if (!isFolder) await workbench.openFromExplorer(basename(absolute));
      for (const command of values.command) await workbench.runCommand(command);
      if (values.wait !== undefined) await workbench.waitForText(values.wait);
    } catch (error) {
      await picture('failed');
      throw error;
    }
    for (const kind of kinds) {
      await workbench.setTheme(kind);
      await picture(kind);
    }
    return 0;
  } finally {
    await rig.stop();
  }
}

function isThemeKind(name: string): name is ThemeKind {
  return Object.hasOwn(themes, name);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
