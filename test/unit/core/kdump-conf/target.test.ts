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

  it('knows the older packages of Fedora by their version', () => {
    const detected = (kexecToolsVersion: string): string =>
      detectTarget({ osRelease: 'ID=fedora\n', kexecToolsVersion }).name;
    assert.equal(detected('2.0.27-1.fc39'), '1.0.42');
    assert.equal(detected('2.0.22-9.fc35'), 'el8');
    assert.equal(detected('2.0.30-1.fc42'), 'head');
  });

  it('takes the newest rules when nothing is known', () => {
    assert.equal(detect(), 'head');
    assert.equal(detect('ID=debian\nVERSION_ID="12"\n'), 'head');
    assert.equal(detect('ID="rhel"\nVERSION_ID="10.0"\n'), 'head');
  });
});
