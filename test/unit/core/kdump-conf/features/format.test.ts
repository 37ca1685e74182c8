import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dialectOf } from '../../../../../core/kdump-conf/dialects/dialectOf';
import { format } from '../../../../../core/kdump-conf/features/format';
import { parse } from '../../../../../core/kdump-conf/parse';
import type { Target } from '../../../../../core/kdump-conf/target';
import { targets } from '../../../../../core/kdump-conf/target';
import { sample } from '../fixtures';
import { confText } from '../confText';

function meaning(text: string, target: Target): string[][] {
  return (
    dialectOf(target)
      .read(parse(text))
      // RHEL 6 reads comments like directives, and passes over them later.
      .filter(({ option }) => !option.startsWith('#'))
      .map(({ option, value }) => [option, value])
  );
}

describe('format', () => {
  it('puts directives in the first column, one blank after them, none at the end', () => {
    assert.equal(format('\tpath \t /a  b  # c \n   \n# note\t\n'), 'path /a  b  # c\n\n# note\n');
  });

  it('keeps Windows line ends and a missing last line end', () => {
    assert.equal(format(' path  /x\r\ndefault\tshell'), 'path /x\r\ndefault shell');
  });

  it('leaves alone what no release takes, and what a backslash may hold together', () => {
    const text = '  bogus   1 \n path\n  extra_bins  /a \\ \n path # x\n';
    assert.equal(format(text), text);
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(confText, (text) => format(format(text)) === format(text)),
      { numRuns: 2000 },
    );
  });

  it('changes nothing that any release reads', () => {
    fc.assert(
      fc.property(confText, fc.constantFrom(...targets), (text, target) => {
        assert.deepEqual(meaning(format(text), target), meaning(text, target));
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves the stock files of packages as they are, but for blanks at line ends', () => {
    for (const name of ['f28-stock.conf', 'openeuler.conf', 'kdump-utils-head-x86_64.conf']) {
      assert.equal(format(sample(name)), sample(name).replace(/[ \t]+$/gm, ''), name);
    }
  });
});
