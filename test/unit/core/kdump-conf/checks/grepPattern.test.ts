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
    ];
    const absent = ['*', '^*', '\\*', '11', '2.10$', '[3-1]', '[1', 'a\\+', '\\d', '3$', '10\\'];
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
  });
});
