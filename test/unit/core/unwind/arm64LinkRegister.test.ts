import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdsReturnAddress } from '../../../../core/unwind/arm64LinkRegister';

const start = 0xffff_8000_0801_0000n;

// As aarch64-linux-gnu-as encodes them.
const code = {
  nop: 0xd503201f,
  paciasp: 0xd503233f,
  autiasp: 0xd50323bf,
  'stp x29, x30, [sp, #-32]!': 0xa9be7bfd,
  'mov x29, sp': 0x910003fd,
  'ldp x29, x30, [sp], #32': 0xa8c27bfd,
  'ldr x0, [x0, #32]': 0xf9401000,
  'str w1, [x0, #16]': 0xb9001001,
  'ldr x30, [x0]': 0xf940001e,
  'ldp x19, x30, [sp]': 0xa9407bf3,
  'mov x29, x0': 0xaa0003fd,
  'bl .+64': 0x94000010,
  'blr x1': 0xd63f0020,
  'br x1': 0xd61f0020,
  'b .-8': 0x17fffffe,
  'b.eq .+8': 0x54000040,
  'cbz x0, .+8': 0xb4000040,
  'tbnz w0, #3, .+8': 0x37180040,
  'brk #0x800': 0xd4210000,
  ret: 0xd65f03c0,
  retaa: 0xd65f0bff,
} as const;

function holds(...instructions: readonly (keyof typeof code)[]): boolean {
  return holdsReturnAddress(start, (address) => {
    const name = instructions[Number(address - start) / 4];
    return name && code[name];
  });
}

describe('the link register of arm64', () => {
  it('holds the return address in a function that calls none', () => {
    assert.ok(holds('ldr x0, [x0, #32]', 'str w1, [x0, #16]', 'ret'));
    assert.ok(holds('cbz x0, .+8', 'ret', 'b.eq .+8', 'nop', 'retaa'));
    assert.ok(holds('tbnz w0, #3, .+8', 'brk #0x800', 'ret'));
  });

  it('holds it until the frame record is made, and once it is undone', () => {
    assert.ok(holds('paciasp', 'stp x29, x30, [sp, #-32]!', 'mov x29, sp', 'bl .+64'));
    assert.ok(holds('mov x29, sp', 'bl .+64'));
    assert.ok(holds('autiasp', 'ret'));
  });

  it('does not where the function saved it, or calls, or where the way is not known', () => {
    for (const spoils of [
      'ldp x29, x30, [sp], #32',
      'ldr x30, [x0]',
      'ldp x19, x30, [sp]',
      'mov x29, x0',
      'bl .+64',
      'blr x1',
      'br x1',
    ] as const)
      assert.equal(holds('nop', spoils, 'ret'), false, spoils);
    assert.equal(holds('b.eq .+8', 'bl .+64', 'ret'), false, 'one of two ways calls');
    assert.equal(holds('nop'), false, 'the dump lacks what follows');
    assert.equal(holds('brk #0x800'), false, 'nothing returns');
    assert.equal(holds('nop', 'nop', 'b .-8'), false, 'round in a circle');
  });

  it('ends on any code', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { minLength: 1 }), (words) => {
        const anywhere = (address: bigint): number | undefined =>
          words[Number((address >> 2n) % BigInt(words.length))];
        assert.equal(typeof holdsReturnAddress(start, anywhere), 'boolean');
      }),
    );
  });
});
