/**
 * @typedef {object} Situation
 * @property {readonly string[]} missing packages that are not installed
 * @property {boolean} hasApt
 * @property {boolean} isRoot
 * @property {boolean} hasQuietSudo `sudo` works and asks nothing
 * @property {boolean} isTerminal somebody is there to be asked
 * @property {boolean} yes they have answered already
 */

/**
 * What to do about missing packages. A person is asked, unless they said --yes; a machine without one installs where
 * it may.
 * @param {Situation} situation
 * @returns {'nothing' | 'install' | 'ask' | 'refuse'}
 */
export function decideInstall({ missing, hasApt, isRoot, hasQuietSudo, isTerminal, yes }) {
  if (missing.length === 0) return 'nothing';
  const mayInstall = hasApt && (isRoot || hasQuietSudo);
  // At a terminal sudo can ask for its password, so there it is enough that somebody agrees.
  if (!mayInstall && !(hasApt && isTerminal)) return 'refuse';
  return isTerminal && !yes ? 'ask' : 'install';
}

/**
 * The packages that `dpkg-query --show` does not list as installed.
 * @param {readonly string[]} wanted
 * @param {string} listing lines of "package status"
 * @returns {string[]}
 */
export function missingPackages(wanted, listing) {
  const installed = new Set(
    listing
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name),
  );
  return wanted.filter((name) => !installed.has(name));
}

/**
 * Whether `apt-cache policy` knows a version to install of every wanted package. On a fresh machine it knows none
 * until `apt-get update`.
 * @param {readonly string[]} wanted
 * @param {string} policy
 */
export function hasCandidates(wanted, policy) {
  const candidates = policy.split('\n').filter((line) => /^\s+Candidate: (?!\(none\))\S/.test(line));
  return candidates.length >= wanted.length;
}
