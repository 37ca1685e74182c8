// npm start [-- dump [vmlinux]] [--yes] [--port N]: sets everything up and opens the dump in VS Code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { checkReadable } from './start/checkReadable.mjs';
import { makeLabDump } from './start/labDump.mjs';
import { linkTogether } from './start/linkTogether.mjs';
import { parseStartArguments } from './start/startArguments.mjs';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { findOnPath, run, say } from './setup/programs.mjs';
import { runScript } from './setup/runScript.mjs';
import { ensureSystemPackages } from './setup/systemPackages.mjs';

await runScript(async (invokedFrom) => {
  const { dump, vmlinux, yes, port } = parseStartArguments(process.argv.slice(2), invokedFrom);
  if (dump !== undefined) checkReadable('dump', dump);
  if (vmlinux !== undefined) checkReadable('vmlinux', vmlinux);
  ensureNodeModules();
  await ensureSystemPackages(dump === undefined ? ['kernel crash lab'] : [], { yes });
  say('Building the extension');
  run('npm', ['run', '--silent', 'package']);
  say('Compiling what opens it');
  run('npm', ['run', '--silent', 'compile']);
  const given = dump ?? (await makeLabDump('x86-6.1-qemu-elf-5level'));
  const path = vmlinux === undefined ? given : linkTogether(given, vmlinux);
  const code = findOnPath('code');
  return code === undefined ? serve(path, port) : openInDesktop(code, path);
});

/**
 * @param {string} code VS Code's command
 * @param {string} dump
 */
function openInDesktop(code, dump) {
  say(`Installing the extension in VS Code (${code})`);
  run(code, ['--install-extension', 'vmcore.vsix', '--force']);
  say(`Opening ${dump}`);
  run(code, ['--new-window', dirname(dump), dump]);
  return 0;
}

/**
 * Runs the browser's VS Code until it is told to stop.
 * @param {string} dump
 * @param {string | undefined} port
 * @returns {Promise<number>}
 */
async function serve(dump, port) {
  say('There is no “code” on PATH: starting the VS Code that runs in a browser');
  const args = ['out/test/ui/rig/open.js', dump, ...(port === undefined ? [] : ['--port', port])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
