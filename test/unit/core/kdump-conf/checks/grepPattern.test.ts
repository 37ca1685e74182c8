import assert from 'node:assert/strict';
import { grepFinds } from '../../../../../core/kdump-conf/checks/grepPattern';

const addresses = '192.0.2.10 10.1.2.3 ';

describe('grep in the addresses of a machine', () => {
  it('finds what GNU grep 3.8 finds', () => {
    const found = [
      '10',
      '1.2',
      '0.*3',
      '^192',
      '3 $',
      '[0-9]*',
      '[^0-9 ]',
      '[]1]',
      'a*',
      'x\\?1',
      '1\\.2',
      '21*',
      '[[:digit:]]\\{3\\}',
      '[[:digit:].]*\\.10 ',
      '\\(10\\|11\\)\\.1',
      '\\(1\\.\\)\\{1,2\\}2',
      '\\<10\\>',
      '\\b192\\.\\w',
      '0\\s1',
      '\\`192',
      'x\\|^19',
      '[[.1.]-[=2=]]\\W',
      '\\(\\)',
      '[\\]*0',
      '1\\{0\\}',
    ];
    const absent = [
      '*',
      '^*',
      '\\*',
      '11',
      '2.10$',
      '[3-1]',
      '[1',
      'a\\+',
      '\\d',
      '3$',
      '10\\',
      '[:digit:]',
      '[[:none:]]',
      '\\(10',
      '10\\)',
      '\\{1\\}',
      '1\\{2,1\\}',
      '1\\{',
      '\\<92',
      '10\\B',
      '[[:alpha:]]',
      '\\(1\\)\\1x',
      '19$\\|3$',
      '[a-[:digit:]]',
      '\\+1',
      '1\\{99999\\}',
    ];
    assert.deepEqual(
      found.filter((pattern) => !grepFinds(pattern, addresses)),
      [],
    );
    assert.deepEqual(
      absent.filter((pattern) => grepFinds(pattern, addresses)),
      [],
    );
  });

  it('does not go through the ways in which stars can match one by one', () => {
    assert.equal(grepFinds(`${'.*'.repeat(2000)}x`, addresses), false);
    assert.equal(grepFinds('1*'.repeat(2000), addresses), true);
    assert.equal(grepFinds(`${'\\('.repeat(20)}.*${'\\)*'.repeat(20)}x`, addresses), false);
    assert.equal(grepFinds(`${'\\('.repeat(9)}.\\?${'\\)\\{30000\\}'.repeat(9)}x`, addresses), false);
    assert.equal(grepFinds(`${'\\('.repeat(60_000)}1`, addresses), false);
  });
});
