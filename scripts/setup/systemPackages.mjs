import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { decideInstall, hasCandidates, missingPackages } from './installDecision.mjs';
import { findOnPath, findOutput, run, say, SetupError, succeeds } from './programs.mjs';

/** What needs packages of the system; each keeps its list beside its code. */
const lists = {
  'real VS Code': 'test/ui/rig/systemPackages.json',
  'kernel crash lab': 'test/dumps/lab/systemPackages.json',
};

/** @typedef {keyof typeof lists} PackageUser */

/**
 * Installs the Debian packages that `users` need, asking first when somebody is at the terminal.
 * @param {readonly PackageUser[]} users
 * @param {{ readonly yes: boolean }} options
 * @throws {SetupError} with the command to type, where nothing may be installed
 */
export async function ensureSystemPackages(users, { yes }) {
  const wanted = [...new Set(users.flatMap((user) => readList(lists[user])))];
  const listing = findOutput('dpkg-query', [
    '--show',
    '--showformat=${Package} ${db:Status-Status}\n',
    ...wanted,
  ]);
  const missing = missingPackages(wanted, listing ?? '');
  const reason = `the ${users.join(' and the ')}`;
  const situation = {
    missing,
    hasApt: findOnPath('apt-get') !== undefined,
    isRoot: process.getuid?.() === 0,
    hasQuietSudo: succeeds('sudo', ['-n', 'true']),
    isTerminal: process.stdin.isTTY && process.stdout.isTTY,
    yes,
  };
  switch (decideInstall(situation)) {
    case 'nothing':
      return;
    case 'ask':
      if (!(await agrees(`Install for ${reason}: ${missing.join(' ')}? [Y/n] `)))
        throw cannotInstall(missing, reason);
      break;
    case 'refuse':
      throw cannotInstall(missing, reason);
  }
  install(missing, reason, situation.isRoot);
}

/**
 * @param {readonly string[]} missing
 * @param {string} reason
 * @param {boolean} isRoot
 */
function install(missing, reason, isRoot) {
  const asRoot = isRoot ? [] : ['sudo'];
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  /** @param {readonly string[]} args */
  const aptGet = (...args) => {
    const [program = 'env', ...rest] = [...asRoot, ...environment, 'apt-get', ...args];
    run(program, rest);
  };
  if (!hasCandidates(missing, findOutput('apt-cache', ['policy', ...missing]) ?? '')) {
    say('Updating the list of system packages');
    aptGet('update', '--quiet=2');
  }
  say(`Installing for ${reason}: ${missing.join(' ')}`);
  aptGet('install', '--yes', '--quiet=2', '--no-install-recommends', ...missing);
}

/**
 * @param {readonly string[]} missing
 * @param {string} reason
 */
function cannotInstall(missing, reason) {
  return new SetupError(
    `For ${reason} these Debian packages are missing. Install them, then start again:\n` +
      `  sudo apt-get install --no-install-recommends ${missing.join(' ')}`,
  );
}

/** @param {string} question */
async function agrees(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return /^(y|yes|)$/i.test(answer.trim());
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function readList(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
