import assert from 'node:assert/strict';
import { findRegisters } from '../../../../webviews/log/model/registerValues';

describe('the registers that an oops prints', () => {
  it('are those that can point somewhere', () => {
    assert.deepEqual(
      findRegisters(
        '[ 1.0] RAX: 0000000000000001 RBX: ffff888003a41a00 RCX: 0000000000000000 R09: 6b6b6b6b6b6b6b6b',
      ),
      [
        { name: 'RBX', value: 'ffff888003a41a00' },
        { name: 'R09', value: '6b6b6b6b6b6b6b6b' },
      ],
    );
    assert.deepEqual(findRegisters('x29: ffff80000b6bbc70 x28: 0000000000000000 x27: ffff0000c1a8b000'), [
      { name: 'x29', value: 'ffff80000b6bbc70' },
      { name: 'x27', value: 'ffff0000c1a8b000' },
    ]);
    assert.deepEqual(findRegisters('RSP: 0018:ffffd1eac03f3af0 EFLAGS: 00000246'), [
      { name: 'RSP', value: 'ffffd1eac03f3af0' },
    ]);
    assert.deepEqual(findRegisters('pc : foo+0x1/0x2\nlr : ffff800008011234'), [
      { name: 'lr', value: 'ffff800008011234' },
    ]);
  });

  it('are not looked for in endless lines', () => {
    assert.deepEqual(findRegisters('RAX: ffff888003a41a00 '.repeat(10_000)), []);
  });
});
