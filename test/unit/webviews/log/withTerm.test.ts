import assert from 'node:assert/strict';
import { withTerm } from '../../../../webviews/log/model/filterQuery';

describe('a term added to a filter', () => {
  it('takes the place of the one of its name', () => {
    assert.equal(withTerm('', 'caller', 'T1'), 'caller:T1');
    assert.equal(withTerm('nfs caller:C2 -usb', 'caller', 'T1'), 'nfs -usb caller:T1');
    assert.equal(withTerm('-device:+pci', 'device', '+usb'), 'device:+usb');
  });
});
