import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../../../core/kdump-conf/parse';
import type { Target } from '../../../../core/kdump-conf/target';
import { findTarget, targets } from '../../../../core/kdump-conf/target';
import { judge, settings } from '../../../../core/kdump-conf/verdict';
import { measured, verdictCases } from './fixtures';
import { confText } from './confText';

function target(name: string): Target {
  const found = findTarget(name);
  assert.ok(found, name);
  return found;
}

/** Stops of the part of kdumpctl that fills the settings; later ones leave them as they are. */
const laterStops = ['bad-switch', 'rebuild-conflict', 'flat-format-missing', 'makedumpfile-parameters'];

describe('the verdict of a release', () => {
  const facts = { hostName: 'oraclehost' };

  for (const { name, input, verdict, head_values: values } of verdictCases()) {
    it(`is that of the real parser: ${name}`, () => {
      for (const [release, expected] of Object.entries(verdict)) {
        const { accepted, stops } = judge(parse(input), target(release), facts);
        assert.equal(accepted ? 'accept' : 'reject', expected, `${release}: ${JSON.stringify(stops)}`);
      }
      const { reading, stops } = judge(parse(input), target('head'), facts);
      const filled = stops.every(({ code }) => laterStops.includes(code));
      assert.deepEqual(filled ? Object.fromEntries(settings(reading)) : {}, values);
    });
  }

  it('is that of the real parser for random files', () => {
    const { releases, hostName, addresses, cases } = measured();
    const wrong = cases.flatMap(([input, signs]) =>
      releases
        .filter(
          (release, index) =>
            judge(parse(input), target(release), { hostName, addresses }).accepted !== (signs[index] === '+'),
        )
        .map((release) => `${release} ${JSON.stringify(input)}`),
    );
    assert.deepEqual(wrong, []);
    assert.ok(cases.length > 500);
  }).timeout(30_000);

  it('is given for any text and every release', () => {
    fc.assert(
      fc.property(confText, fc.constantFrom(...targets), (text, release) => {
        const { accepted, stops } = judge(parse(text), release, { hostName: 'a', addresses: ['192.0.2.1'] });
        assert.equal(accepted, stops.length === 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads labels of RHEL 6 as the shell that evaluates them', () => {
    const accepts = (text: string): boolean => judge(parse(text), target('el6')).accepted;
    assert.equal(accepts('ext4 LABEL="a\n'), false);
    assert.equal(accepts('ext4 LABEL="a" # it\'s a # b\n'), true);
  });

  it('does not depend on what was judged before', () => {
    const command = 'core_collector makedumpfile\n';
    const accepts = (text: string, name: string): boolean => judge(parse(text), target(name)).accepted;
    for (const order of [
      ['head', 'el8', 'head', 'el8'],
      ['el8', 'head', 'el8'],
    ])
      for (const name of order) assert.equal(accepts(command, name), name === 'head', order.join());
    // The same options are sound for a file system, and not for a stream.
    const options = 'core_collector makedumpfile -l -d 31 -F\n';
    assert.equal(accepts(`raw /dev/a\n${options}`, 'head'), true);
    assert.equal(accepts(options, 'head'), false);
    assert.equal(accepts(`raw /dev/a\n${options}`, 'head'), true);
  });

  it('takes of ssh’s URIs those whose host ssh would connect to as it is written', () => {
    const accepts = (destination: string): boolean =>
      judge(parse(`ssh ${destination}\n`), target('head')).accepted;
    for (const sound of ['ssh://u@h', 'ssh://u%41@h_1', 'ssh://u@192.0.2.1'])
      assert.equal(accepts(sound), true, sound);
    for (const refused of [
      'ssh://u@h[1]',
      'ssh://u@h.',
      'ssh://u@H',
      'ssh://u@h:22',
      'ssh://u%3b@h',
      'ssh://u@a..b',
    ])
      assert.equal(accepts(refused), false, refused);
  });

  it('says what a release does with backslashes at line ends', () => {
    const accepts = (text: string, name: string): boolean => judge(parse(text), target(name)).accepted;
    assert.equal(accepts('core_collector makedumpfile -l \\\n-d 31\n', 'el7'), true);
    assert.equal(accepts('core_collector makedumpfile -l \\\n-d 31\n', 'el9'), false);
  });
});

describe('targets', () => {
  it('are found by name, with or without a v', () => {
    assert.equal(findTarget('v1.0.54'), findTarget('1.0.54'));
    assert.equal(findTarget('1.0.41'), undefined);
    assert.equal(targets.length, 26);
  });
});
