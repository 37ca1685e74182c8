import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../setup/programs.mjs';

/**
 * Where the lab keeps the dump of that name.
 * @param {string} name
 * @returns {string} its path
 */
export function findLabDump(name) {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const index = join(cache, 'vmcore-lab', 'index.json');
  /** @type {readonly { readonly name: string, readonly path: string }[]} */
  const dumps = JSON.parse(readFileSync(index, 'utf8'));
  const dump = dumps.find((each) => each.name === name);
  if (dump === undefined) throw new SetupError(`The lab made no dump “${name}” (${index}).`);
  return dump.path;
}
