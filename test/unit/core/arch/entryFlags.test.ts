import assert from 'node:assert/strict';
import { entryFlags } from '../../../../core/arch/entryFlags';

describe('the flags of an entry of a page table', () => {
  it('have the names that crash gives them on x86-64', () => {
    assert.equal(
      entryFlags('x86_64', 0x8000_0000_18a0_01e3n).join('|'),
      'PRESENT|RW|ACCESSED|DIRTY|PSE|GLOBAL|NX',
    );
  });

  it('are those of arm64 there, shared memory by both of its bits', () => {
    assert.deepEqual(entryFlags('aarch64', 0xe8_0000_4290_c703n), [
      'VALID',
      'SHARED',
      'AF',
      'DBM',
      'PXN',
      'UXN',
      'DIRTY',
    ]);
    assert.deepEqual(entryFlags('aarch64', 0x101n), ['VALID']);
  });

  it('are not guessed for other machines', () => {
    assert.deepEqual(entryFlags('s390x', 0xffn), []);
  });
});
