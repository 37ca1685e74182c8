import assert from 'node:assert/strict';
import { wantedFiles } from '../../../../core/kdump-conf/wantedFiles';

describe('wantedFiles', () => {
  it('names the files that rules ask about, once each', () => {
    const text = 'kdump_pre /a # /no\nextra_bins /b /a relative\n#sshkey /c\nsshkey /d\npath /e\n';
    assert.deepEqual(wantedFiles(text), ['/a', '/b', '/d']);
  });
});
