// npm run bench [-- --yes]: our reader beside makedumpfile and crash, on dumps of the lab.
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { run, say } from './setup/programs.mjs';
import { runScript } from './setup/runScript.mjs';
import { ensureSystemPackages } from './setup/systemPackages.mjs';

await runScript(async () => {
  ensureNodeModules();
  await ensureSystemPackages(['kernel crash lab'], { yes: process.argv.includes('--yes') });
  say('Building what is measured');
  run('npm', ['run', '--silent', 'compile']);
  run('node', ['scripts/build.mjs', '--production']);
  say('Crashing the machines whose dumps are read, unless that was done before');
  run('node', ['out/test/dumps/lab/main.js', '--bench']);
  run('node', ['out/test/bench/main.js']);
  return 0;
});
