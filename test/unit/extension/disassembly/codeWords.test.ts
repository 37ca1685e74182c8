import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordsAt } from '../../../../extension/disassembly/codeWords';

/** The kinds of what stands at the first character of `part`. */
function kindsAt(line: string, part: string): readonly string[] {
  return wordsAt(line, line.indexOf(part)).map(({ kind }) => kind);
}

describe('what stands at a place in a line of code', () => {
  const x86 = '=> ffffffffc0000001 <nfs_wait+1>:           mov 0x8(%rdi,%rax,4),%eax';
  const arm = '   ffff800080000004 <nfs_wait+4>:           ldr w0, [x19, #8]';

  it('knows an address with its name', () => {
    const call = '   ffffffffc0000005 <nfs_wait+5>:           call 0xffffffff81000000 <schedule+26>';
    for (const part of ['0xffffffff81', 'ffff81000000', '<schedule', '+26>']) {
      assert.deepEqual(wordsAt(call, call.indexOf(part)), [
        { kind: 'address', address: '0xffffffff81000000' },
      ]);
    }
    assert.deepEqual(wordsAt(call, call.indexOf('nfs_wait')), [
      { kind: 'address', address: '0xffffffffc0000005' },
    ]);
    assert.deepEqual(kindsAt(call, 'call'), ['register'], 'no frame has a register of that name');
  });

  it('knows registers, whole or in part, and operands in memory around them', () => {
    assert.deepEqual(kindsAt(x86, '0x8('), ['operand']);
    assert.deepEqual(kindsAt(x86, '%rdi'), ['operand', 'register']);
    const [part] = wordsAt(x86, x86.indexOf('%eax'));
    assert.ok(part?.kind === 'register' && part.names.includes('rax'));
    assert.deepEqual(kindsAt(arm, 'x19'), ['operand', 'register']);
    const [word] = wordsAt(arm, arm.indexOf('w0'));
    assert.ok(word?.kind === 'register' && word.names.includes('x0'));
  });

  for (const [name, whole] of [
    ['al', 'rax'],
    ['dx', 'rdx'],
    ['sil', 'rsi'],
    ['esp', 'rsp'],
    ['r10d', 'r10'],
  ] as const) {
    it(`takes ${name} for a part of ${whole}`, () => {
      const [word] = wordsAt(`mov %${name}`, 5);
      assert.ok(word?.kind === 'register' && word.names.includes(whole));
    });
  }

  it('takes any line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.nat(2000), (line, character) => {
        assert.ok(wordsAt(line, character).length <= 2);
      }),
    );
  });
});
