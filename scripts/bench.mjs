// npm run bench [-- --yes]: our reader beside makedumpfile, drgn and crash on dumps of the lab, and our views in a real VS Code.
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { run, say } from './setup/programs.mjs';
import { runScript } from './setup/runScript.mjs';
import { ensureSystemPackages } from './setup/systemPackages.mjs';

await runScript(async () => {
  ensureNodeModules();
  await ensureSystemPackages(['kernel crash lab', 'real VS Code'], { yes: process.argv.includes('--yes') });
  say('Building what is measured');
  run('npm', ['run', '--silent', 'compile']);
  run('npm', ['run', '--silent', 'package']);
  say('Crashing the machines whose dumps are read, unless that was done before');
  run('node', ['out/test/dumps/lab/main.js', '--bench']);
  run('node', ['out/test/bench/main.js']);
  return 0;
});
