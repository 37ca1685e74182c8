import { accessSync, constants, statSync } from 'node:fs';
import { SetupError } from '../setup/programs.mjs';

/**
 * Says what is wrong with a path before minutes of set-up, not after.
 * @param {string} what "dump"
 * @param {string} path
 * @throws {SetupError}
 */
export function checkReadable(what, path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new SetupError(`There is no ${what} at ${path}: check the path.`, 2);
  if (stats.isDirectory()) {
    throw new SetupError(`${path} is a directory: give the path of the ${what} file itself.`, 2);
  }
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new SetupError(`You may not read ${path}: change its permissions, or start as a user who may.`, 2);
  }
}
