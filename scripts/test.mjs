// npm test [-- step…] [--yes]: sets up what the steps need, runs them all, and ends with "N passed, N failed".
import { parseArgs } from 'node:util';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { SetupError } from './setup/programs.mjs';
import { runScript } from './setup/runScript.mjs';
import { ensureSystemPackages } from './setup/systemPackages.mjs';
import { runStep } from './test/runStep.mjs';
import { selectSteps, steps } from './test/steps.mjs';
import { summary } from './test/summary.mjs';

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } },
  });
  const { selected, unknown } = selectSteps(positionals);
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no step ${unknown.join(', ')}; choose from ${steps.map(({ name }) => name).join(' ')}.`,
      2,
    );
  }
  ensureNodeModules();
  await ensureSystemPackages(
    selected.flatMap(({ packagesFor }) => packagesFor),
    values,
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  const results = [];
  for (const step of selected) {
    console.log(`\n── ${step.name}`);
    results.push(await runStep(step));
  }
  console.log(`\n${summary(results)}`);
  return results.some(({ counts }) => counts.failed > 0) ? 1 : 0;
});
