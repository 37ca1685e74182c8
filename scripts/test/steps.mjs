/**
 * @typedef {object} Check one command that passes or fails as a whole
 * @property {string} title
 * @property {readonly string[]} command a program of node_modules/.bin, or node or npm, and its arguments
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly Check[]} checks each counts as one test
 * @property {string} [mocha] the test files that run after them; each test counts
 * @property {boolean} [parallel] whether they may run side by side: none minds what another does
 * @property {readonly string[]} needs steps that must have run before
 * @property {readonly import('../setup/systemPackages.mjs').PackageUser[]} packagesFor
 * @property {number} timeLimitMinutes for each command: a hanging one fails, and the next step starts
 */

/** Everything that `npm test` runs, in this order. @type {readonly Step[]} */
export const steps = [
  {
    name: 'types',
    checks: [{ title: 'TypeScript', command: ['tsc', '-b'] }],
    needs: [],
    packagesFor: [],
    timeLimitMinutes: 5,
  },
  {
    name: 'build',
    checks: [{ title: 'bundles and extension package', command: ['npm', 'run', '--silent', 'package'] }],
    needs: [],
    packagesFor: [],
    timeLimitMinutes: 5,
  },
  {
    name: 'lint',
    checks: [
      { title: 'ESLint', command: ['eslint', '.'] },
      { title: 'Prettier', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    ],
    needs: [],
    packagesFor: [],
    timeLimitMinutes: 5,
  },
  {
    name: 'layers',
    checks: [{ title: 'who imports whom', command: ['npm', 'run', '--silent', 'layers'] }],
    needs: [],
    packagesFor: [],
    timeLimitMinutes: 5,
  },
  {
    name: 'unit',
    checks: [],
    mocha: 'out/test/unit/**/*.test.js',
    needs: ['types', 'build'],
    packagesFor: [],
    timeLimitMinutes: 5,
  },
  {
    name: 'grammar',
    checks: [{ title: 'scopes of the grammars', command: ['vscode-tmgrammar-test', 'test/grammar/*'] }],
    needs: [],
    packagesFor: [],
    timeLimitMinutes: 2,
  },
  {
    name: 'dumps',
    checks: [{ title: 'real dumps in the lab', command: ['node', 'out/test/dumps/lab/main.js'] }],
    mocha: 'out/test/dumps/*.test.js',
    parallel: true,
    needs: ['types', 'build'],
    packagesFor: ['kernel crash lab'],
    // A machine that has none of the dumps yet makes all of them first.
    timeLimitMinutes: 40,
  },
  {
    name: 'adapter',
    checks: [{ title: 'real dumps in the lab', command: ['node', 'out/test/dumps/lab/main.js'] }],
    mocha: 'out/test/adapter/*.test.js',
    needs: ['types', 'build'],
    packagesFor: ['kernel crash lab'],
    timeLimitMinutes: 15,
  },
  {
    name: 'ui',
    checks: [],
    mocha: 'out/test/ui/*.test.js',
    needs: ['types', 'build'],
    packagesFor: ['real VS Code', 'kernel crash lab'],
    timeLimitMinutes: 20,
  },
];

/**
 * The steps that a person named, with those they need; all when nothing is named.
 * @param {readonly string[]} names
 * @returns {{ readonly selected: readonly Step[], readonly unknown: readonly string[] }}
 */
export function selectSteps(names) {
  const wanted = new Set(names.length === 0 ? steps.map(({ name }) => name) : names);
  for (const step of steps) {
    if (wanted.has(step.name)) step.needs.forEach((name) => wanted.add(name));
  }
  const selected = steps.filter(({ name }) => wanted.has(name));
  return { selected, unknown: [...wanted].filter((name) => !steps.some((step) => step.name === name)) };
}
