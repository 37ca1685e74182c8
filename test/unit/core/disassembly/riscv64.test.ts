import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../core/base/address';
import type { Instruction } from '../../../../core/disassembly/instruction';
import { loadDisassembler } from '../../../../core/disassembly/loadDisassembler';

const start = virtualAddress(0xffffffff80001000n);

async function riscv(...hex: readonly string[]): Promise<readonly Instruction[]> {
  const disassembler = await loadDisassembler('riscv64');
  assert.ok(disassembler);
  return disassembler.disassemble(Buffer.from(hex.join(''), 'hex'), start);
}

describe('the disassembler for riscv64', () => {
  it('writes compressed instructions out, and tells what is accessed, copied, written', async () => {
    const [push, load, short, copy, add, narrow] = await riscv(
      '06e4',
      '83b58501',
      '1065',
      'aa85',
      '2e95',
      '03c58500',
    );
    assert.equal(push?.text, 'sd ra,8(sp)');
    assert.deepEqual(push.memory, { base: 'sp', displacement: 8n });
    assert.deepEqual(push.writes, []);
    assert.deepEqual([load?.loadsWordInto, load?.writes], ['a1', ['a1']]);
    assert.deepEqual(load?.memory, { base: 'a1', displacement: 0x18n });
    assert.equal(short?.loadsWordInto, 'a2');
    assert.deepEqual(copy?.copy, { from: 'a0', to: 'a1' });
    assert.equal(add?.text, 'add a0,a0,a1');
    assert.equal(narrow?.loadsWordInto, undefined);
  });

  it('follows execution, calls of two instructions too', async () => {
    const found = await riscv(
      'ef000010',
      '6304050a',
      '6fd05fff',
      '8280',
      '0285',
      '02950290',
      '97000000',
      'e7804000',
    );
    assert.deepEqual(
      found.map(({ flow }) => flow),
      ['call', 'branch', 'jump', 'end', 'indirect', 'call', 'end', 'next', 'call'],
    );
    assert.deepEqual([found[0]?.target, found[1]?.target], [start + 0x100n, start + 4n + 0xa8n]);
    assert.match(found[0]?.text ?? '', /0xffffffff80001100$/);
    const [pages, call] = found.slice(-2);
    assert.equal(call?.target, (pages?.address ?? 0n) + 4n);
    assert.ok(call.writes.includes('a0') && !call.writes.includes('s1'));
  });

  it('goes on behind what Capstone does not know, and takes any bytes', async () => {
    const [unknown, next] = await riscv('13d70762', '0100');
    assert.equal(unknown?.text, '.insn 0x6207d713');
    assert.equal(next?.address, start + 4n);
    const disassembler = await loadDisassembler('riscv64');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const found = disassembler?.disassemble(bytes, start) ?? [];
        const whole = Buffer.concat(found.map((one) => one.bytes));
        assert.deepEqual(whole, Buffer.from(bytes.slice(0, whole.length)));
        assert.ok(bytes.length - whole.length < 4);
      }),
    );
  });
});
