import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { loadDisassembler } from '../../../../core/disassembly/loadDisassembler';
import { namedText } from '../../../../core/disassembly/namedText';

const start = virtualAddress(0xffffffff81000000n);
const names = new Map([
  [start + 0x105n, 'schedule'],
  [start + 0x207n, 'jiffies+0x4'],
  [0xffffffff82c3b600n, '__per_cpu_offset'],
]);

async function named(hex: string): Promise<string> {
  const disassembler = await loadDisassembler('x86_64');
  const [instruction] = disassembler?.disassemble(Buffer.from(hex, 'hex'), start) ?? [];
  assert.ok(instruction);
  return namedText(instruction, (address) => names.get(address));
}

describe('addresses in an instruction', () => {
  it('are named where a call or jump leads', async () => {
    assert.equal(await named('e800010000'), 'call 0xffffffff81000105 <schedule>');
  });

  it('are named where memory is read, or only its address is computed', async () => {
    const remark = '  # 0xffffffff81000207 <jiffies+0x4>';
    assert.equal(await named('488b0500020000'), `mov 0x200(%rip),%rax${remark}`);
    assert.equal(await named('488d0500020000'), `lea 0x200(%rip),%rax${remark}`);
  });

  it('are named as constants, and as tables that an index leads into', async () => {
    assert.equal(await named('48c7c700b6c382'), 'mov $0xffffffff82c3b600,%rdi  # <__per_cpu_offset>');
    const table = 'mov -0x7d3c4a00(,%rax,8),%rdi  # 0xffffffff82c3b600 <__per_cpu_offset>';
    assert.equal(await named('488b3cc500b6c382'), table);
  });

  it('are named where another disassembler writes them shorter: s390x has its kernel at low addresses', () => {
    const low = { address: virtualAddress(0x3ffff041e00n), bytes: Buffer.from('c0e5001d9fa0', 'hex') };
    const text = 'brasl %r14,0x3ffff3f5d40';
    const nameOf = (address: bigint): string | undefined =>
      address === 0x3ffff3f5d40n ? '_printk' : undefined;
    assert.equal(namedText({ ...low, text }, nameOf), `${text}  # <_printk>`);
  });

  it('stay numbers where nothing has a name', async () => {
    assert.equal(await named('e800020000'), 'call 0xffffffff81000205');
    assert.equal(await named('48c7c7ffffffff'), 'mov $0xffffffffffffffff,%rdi');
  });
});
