import { statSync } from 'node:fs';
import { run, say, SetupError } from './programs.mjs';

const oldestNode = { major: 20, minor: 12 };

/** Installs the npm packages when they are missing or older than package-lock.json. */
export function ensureNodeModules() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode.major || (major === oldestNode.major && minor < oldestNode.minor)) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: install Node ${oldestNode.major}.${oldestNode.minor} or later.`,
    );
  }
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  say('Installing npm packages');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/**
 * @param {string} path
 * @returns {number} 0 for a file that is not there
 */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
