import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Workbench } from './workbench';

/**
 * What axe-core finds in the active webview: roles, names and contrast that keep people out, one line each. Empty is
 * good. Its script goes in through the browser's own door for debuggers: the page's policy stays as it is.
 */
export async function findBarriers(workbench: Workbench): Promise<readonly string[]> {
  const body = await workbench.webview().locator('body').elementHandle();
  const frame = await body.ownerFrame();
  if (!frame) throw new Error('No webview shows.');
  await frame.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await frame.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}
