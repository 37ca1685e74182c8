import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { requireDump } from '../dumps/lab/labDump';
import { findBarriers } from './rig/axe';
import { useVscode } from './rig/useVscode';
import { themes, type ThemeKind } from './rig/settings';
import type { Workbench } from './rig/workbench';

/** A state of a view: the command that shows the view, what stands there then, the keys from there, what they bring. */
interface ShownView {
  readonly name: string;
  readonly command: string;
  readonly shows: string;
  readonly focus?: string;
  readonly keys?: readonly string[];
  readonly brings?: string;
}

const views: readonly ShownView[] = [
  { name: 'overview', command: 'Vmcore: Show Overview', shows: '#stack .stack' },
  { name: 'log', command: 'Vmcore: Show Kernel Log', shows: '.log-panic' },
  { name: 'backtraces', command: 'Vmcore: Show Backtraces', shows: '.kind-frame' },
  {
    name: 'groups and picture of stacks',
    command: 'Vmcore: Show Backtraces',
    shows: '.kind-frame, .kind-group',
    focus: '.virtual-rows',
    keys: ['4'],
    brings: '.box',
  },
  { name: 'memory', command: 'Vmcore: Show Memory', shows: '.memory-rows .unit' },
  {
    name: 'pointers, page and search of memory',
    command: 'Vmcore: Show Memory',
    shows: '.memory-rows .unit',
    focus: '.memory-rows',
    keys: ['m', 'v', '/'],
    brings: '.find-line',
  },
  { name: 'tasks and details', command: 'Vmcore: Show Tasks', shows: '.details h2' },
  {
    name: 'locks',
    command: 'Vmcore: Show Tasks',
    shows: '.row .comm',
    focus: '.virtual-rows',
    keys: ['k'],
    brings: '.wait-graph',
  },
  { name: 'structure', command: 'Vmcore: Show Structure', shows: '.member-row .value' },
];

describe('every view, for people who see little or use a screen reader', function () {
  this.timeout(180_000);
  const { inside, openWindow } = useVscode();
  let workbench: Workbench;

  before(async () => {
    await copyFile(requireDump('x86-6.1-crash-deadlock').path, inside('vmcore'));
    workbench = await openWindow({ window: { width: 1400, height: 900 } });
    await workbench.openFromExplorer('vmcore');
    await workbench.waitForText('PANIC');
  });

  const show = async ({ command, shows, focus, keys = [], brings = shows }: ShownView): Promise<void> => {
    await workbench.runCommand(command);
    await workbench.webview().locator(shows).first().waitFor();
    if (focus !== undefined) await workbench.webview().locator(focus).focus();
    for (const key of keys) await workbench.page.keyboard.press(key);
    await workbench.webview().locator(brings).first().waitFor();
  };

  for (const kind of Object.keys(themes) as ThemeKind[]) {
    describe(`in theme kind ${kind}`, () => {
      before(() => workbench.setTheme(kind));
      // So that a key that switches something on does not switch it off in the next theme.
      after(async () => {
        await workbench.runCommand('View: Close Other Editors in Group');
        await workbench.runCommand('Vmcore: Show Overview');
        await workbench.runCommand('View: Close Other Editors in Group');
      });

      for (const view of views) {
        it(`has roles, names and contrast: ${view.name}`, async () => {
          await show(view);
          assert.deepEqual(await findBarriers(workbench), []);
        });
      }
    });
  }
});
