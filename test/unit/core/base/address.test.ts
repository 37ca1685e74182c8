import assert from 'node:assert/strict';
import { fileOffset, formatAddress, hex, virtualAddress } from '../../../../core/base/address';

describe('addresses', () => {
  it('print as sixteen digits, as crash prints them', () => {
    assert.equal(formatAddress(0xffffffff81000000n), 'ffffffff81000000');
    assert.equal(formatAddress(0x1000n), '0000000000001000');
  });

  it('wrap to 64 bits, so that arithmetic below zero stays an address', () => {
    assert.equal(virtualAddress(-1n), 0xffff_ffff_ffff_ffffn);
    assert.equal(virtualAddress(1n << 64n), 0n);
  });

  it('print in their shortest form for JSON', () => {
    assert.equal(hex(0n), '0x0');
    assert.equal(hex(0xffff888000000000n), '0xffff888000000000');
  });
});

describe('fileOffset', () => {
  it('accepts what a file can hold', () => {
    assert.equal(fileOffset(0), 0);
    assert.equal(fileOffset(2n ** 53n - 1n), Number.MAX_SAFE_INTEGER);
  });

  it('refuses what a double cannot hold exactly, and what lies before the file', () => {
    for (const absurd of [2n ** 53n, 2n ** 64n - 1n, -1n, 1.5, Number.NaN]) {
      assert.equal(fileOffset(absurd), undefined, String(absurd));
    }
  });
});
