import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, say, SetupError } from '../setup/programs.mjs';

/**
 * Crashes a kernel in the lab, or takes the dump of an earlier crash.
 * @param {string} name of the lab's catalog
 * @returns {Promise<string>} the dump's path
 */
export async function makeLabDump(name) {
  say('Crashing a kernel in QEMU for a dump to look at; the first time its packages are fetched');
  run('node', ['out/test/dumps/lab/main.js', name]);
  /** @type {{ labDumps(): readonly { readonly name: string, readonly path: string }[] }} */
  const lab = await import(pathToFileURL(resolve('out/test/dumps/lab/labDump.js')).href);
  const dump = lab.labDumps().find((each) => each.name === name);
  if (dump === undefined)
    throw new SetupError(`The lab made no dump “${name}”; what it printed above says why.`);
  return dump.path;
}
