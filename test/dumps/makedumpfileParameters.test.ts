import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { checkParameters } from '../../core/kdump-conf/makedumpfile/checkParameters';
import { makedumpfileOptions } from '../../core/kdump-conf/makedumpfile/options';
import { words } from '../../core/kdump-conf/whiteSpace';

/** Exit status 0 means that makedumpfile is content; it looks at no file with --check-params. */
function realVerdict(options: string, operands: readonly string[]): boolean {
  const given = words(options).map(({ text }) => text);
  return spawnSync('makedumpfile', ['--check-params', ...given, ...operands]).status === 0;
}

function installedVersion(): string {
  const { stdout } = spawnSync('makedumpfile', ['-v'], { encoding: 'utf8' });
  return /version (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? '';
}

/** Where the program branches; most conditions hold between one of these and one other option. */
const modes = ['-F', '-g x', '-R', '--reassemble', '--split', '--diskset x', '--mem-usage', '--dump-dmesg'];
const names = makedumpfileOptions.map(({ name }) => name);
const argument = fc.constantFrom(
  ...['31', '0', '32', '-1', '1,2', '0,31', '31,0', ',', ',,7', '31,99', 'foo', '0x1f', '/x', '4'],
  ...['5G', '5x', '08', '+3k', '-16E', '16E', '0x', '99999999999999999999', '99999999999999999999e', 'k'],
);
const cluster = fc.stringMatching(/^-[bcDdeEFfghilLpRvXxzq]{2,5}$/);
const word = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...names) },
  { weight: 3, arbitrary: fc.constantFrom(...modes, '-x /vmlinux', '--work-dir /tmp', '-d 31', '-E', '-l') },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...names), argument).map(([name, value]) => `${name} ${value}`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...names), argument).map(([name, value]) => `${name}=${value}`),
  },
  { weight: 1, arbitrary: fc.constantFrom(...names).map((name) => name.slice(0, 5)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('-d31', '--', '-', 'stray', '-q', '--nothing', '--=x', '---'),
  },
  { weight: 1, arbitrary: cluster },
);

describe('makedumpfile’s parameters', () => {
  it('are judged as the installed makedumpfile judges them', () => {
    const version = installedVersion();
    assert.match(version, /^1\.[67]\./);
    const operands = fc.constantFrom(['vmcore'], ['vmcore', 'dumpfile']);
    const options = fc.array(word, { maxLength: 5 }).map((given) => given.join(' '));
    fc.assert(
      fc.property(options, operands, (given, added) => {
        const ours = checkParameters(words(given), added, version);
        assert.equal(
          ours === undefined,
          realVerdict(given, added),
          `${given} ${added.join(' ')}: ${ours?.message ?? ''}`,
        );
      }),
      { numRuns: 1500 },
    );
  });
});
