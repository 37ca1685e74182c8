import assert from 'node:assert/strict';
import { registerPlace } from '../../../../webviews/backtraces/model/registerPlace';

describe('the value of a register', () => {
  it('leads to memory where it is an address of the kernel, and to code where it is what was executed', () => {
    const address = '0xffff888003a80000';
    assert.deepEqual(registerPlace({ name: 'rdi', value: address }), { view: 'memory', address });
    const pc = '0xffffffff81000010';
    assert.deepEqual(registerPlace({ name: 'rip', value: pc }), { view: 'disassembly', address: pc });
    assert.deepEqual(registerPlace({ name: 'pc', value: pc }), { view: 'disassembly', address: pc });
    const fiveLevels = '0xff11000000000000';
    assert.deepEqual(registerPlace({ name: 'rax', value: fiveLevels }), {
      view: 'memory',
      address: fiveLevels,
    });
  });

  it('leads nowhere where it is NULL, a number, an error, poison, or an address of a process', () => {
    const values = ['0x0', '0x8', '0x246', '0xfffffffffffffff4', '0xffffffffffffffff', '0x6b6b6b6b6b6b6b6b'];
    for (const value of [...values, '0x7ffc00000000', '0x8000000200006020'])
      for (const name of ['rax', 'rip', 'status'])
        assert.equal(registerPlace({ name, value }), undefined, value);
  });
});
