import { after, afterEach, before } from 'mocha';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRig, type Rig, type RigOptions } from './rig';
import type { Workbench } from './workbench';

/** What a suite of tests has of VS Code. */
export interface VscodeOfSuite {
  /** A path in the suite's folder; that of the folder itself without names. */
  readonly inside: (...names: readonly string[]) => string;
  /** Starts VS Code and opens a window on the suite's folder, or on one in it. */
  readonly openWindow: (options?: RigOptions, name?: string) => Promise<Workbench>;
}

/**
 * Gives the suite that calls it a folder and a VS Code of its own, both gone after its tests, and leaves a picture of
 * the window in test-results/ for every test that fails.
 */
export function useVscode(): VscodeOfSuite {
  let folder = '';
  let rig: Rig | undefined;
  let workbench: Workbench | undefined;
  const inside = (...names: readonly string[]): string => join(folder, ...names);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-ui-'));
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) {
      await workbench?.screenshot(`failed: ${this.currentTest.fullTitle()}`.replace(/[^\w ,.:-]/g, '_'));
    }
  });
  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true });
  });

  return {
    inside,
    openWindow: async (options, name = '') => {
      rig = await startRig(options);
      workbench = await rig.open(inside(name));
      return workbench;
    },
  };
}
