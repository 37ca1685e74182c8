import assert from 'node:assert/strict';
import { detectTarget } from '../../../../core/kdump-conf/target';

describe('detectTarget', () => {
  const detect = (osRelease?: string, kdumpUtilsVersion?: string): string =>
    detectTarget({ ...(osRelease && { osRelease }), ...(kdumpUtilsVersion && { kdumpUtilsVersion }) }).name;

  it('goes by the installed package first', () => {
    assert.equal(detect('ID=fedora\nVERSION_ID=42\n', '1.0.54-3.fc42'), '1.0.54');
    assert.equal(detect(undefined, '1.0.99-1.fc50'), 'head');
  });

  it('knows the distributions that carry their own scripts', () => {
    assert.equal(detect('ID="rhel"\nVERSION_ID="8.10"\n'), 'el8');
    assert.equal(detect('ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.3"\n'), 'el9');
    assert.equal(detect('ID="openEuler"\nVERSION_ID="22.03"\n'), 'openeuler');
  });

  it('takes the newest rules when nothing is known', () => {
    assert.equal(detect(), 'head');
    assert.equal(detect('ID=debian\nVERSION_ID="12"\n'), 'head');
    assert.equal(detect('ID="rhel"\nVERSION_ID="10.0"\n'), 'head');
  });
});
