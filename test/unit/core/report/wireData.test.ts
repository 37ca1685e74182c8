import assert from 'node:assert/strict';
import { wireData } from '../../../../core/report/wireData';

describe('data for the wire', () => {
  it('has addresses as hex strings and no keys for what is not known', () => {
    const data = wireData({
      address: 0xffff_8880_0000_1000n,
      size: 12,
      name: undefined,
      inner: [{ function: 0n, on: false, text: 'x', missing: undefined }],
    });
    assert.deepEqual(data, {
      address: '0xffff888000001000',
      size: 12,
      inner: [{ function: '0x0', on: false, text: 'x' }],
    });
    assert.deepEqual(Object.keys(data), ['address', 'size', 'inner']);
  });
});
