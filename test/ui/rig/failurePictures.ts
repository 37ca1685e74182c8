import { afterEach } from 'mocha';
import type { Workbench } from './workbench';

/** Leaves a picture of the window in test-results/ for every test of this suite that fails. */
export function takeFailurePictures(workbench: () => Workbench | undefined): void {
  afterEach(async function () {
    if (this.currentTest?.isFailed()) {
      await workbench()?.screenshot(`failed: ${this.currentTest.fullTitle()}`.replace(/[^\w ,.:-]/g, '_'));
    }
  });
}
