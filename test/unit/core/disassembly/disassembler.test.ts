import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../core/base/address';
import type { Instruction } from '../../../../core/disassembly/instruction';
import { loadDisassembler } from '../../../../core/disassembly/loadDisassembler';

const start = virtualAddress(0xffffffff81000000n);

async function decode(machine: string, bytes: Uint8Array): Promise<readonly Instruction[]> {
  const disassembler = await loadDisassembler(machine);
  assert.ok(disassembler);
  return disassembler.disassemble(bytes, start);
}

const x86 = async (...hex: readonly string[]): Promise<readonly Instruction[]> =>
  decode('x86_64', Buffer.from(hex.join(''), 'hex'));

async function arm64(...words: readonly number[]): Promise<readonly Instruction[]> {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => bytes.writeUInt32LE(word, index * 4));
  return decode('aarch64', bytes);
}

describe('the disassembler for x86-64', () => {
  it('prints AT&T syntax and tells what is accessed through which register', async () => {
    const [load, indexed, perCpu, absolute] = await x86(
      '488b4718',
      '488b44c7f8',
      '65488b042528000000',
      '488b0511000000',
    );
    assert.equal(load?.text, 'mov 0x18(%rdi),%rax');
    assert.deepEqual(load.memory, { base: 'rdi', displacement: 0x18n });
    assert.deepEqual([load.loadsWordInto, load.writes], ['rax', ['rax']]);
    assert.deepEqual(indexed?.memory, { base: 'rdi', index: 'rax', scale: 8, displacement: -8n });
    assert.deepEqual(perCpu?.memory, { segment: 'gs', displacement: 0x28n });
    assert.equal(absolute?.memory?.absolute, start + 4n + 5n + 9n + 7n + 0x11n);
  });

  it('knows copies, and parts of registers as the whole', async () => {
    const [copy, part, count] = await x86('4889fb', '89c7', 'f348ab');
    assert.deepEqual(copy?.copy, { from: 'rdi', to: 'rbx' });
    assert.equal(part?.copy, undefined);
    assert.deepEqual(part?.writes, ['rdi']);
    assert.deepEqual(count?.writes, ['rcx', 'rdi']);
  });

  it('follows execution', async () => {
    const found = await x86('e800000000', '7405', 'eb02', 'ffe0', '0f0b', 'c3', 'ff10', '90');
    assert.deepEqual(
      found.map(({ flow }) => flow),
      ['call', 'branch', 'jump', 'indirect', 'end', 'end', 'call', 'next'],
    );
    assert.deepEqual([found[0]?.target, found[1]?.target], [start + 5n, start + 12n]);
    assert.deepEqual(found[6]?.memory, { base: 'rax', displacement: 0n });
  });

  it('does not take an address that is only computed for an access', async () => {
    const [lea, nop] = await x86('488d4718', '0f1f440000');
    assert.deepEqual([lea?.memory, nop?.memory], [undefined, undefined]);
  });

  it('ends where bytes are no instruction, and takes any bytes', async () => {
    const disassembler = await loadDisassembler('x86_64');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const found = disassembler?.disassemble(bytes, start) ?? [];
        const sizeBytes = found.reduce((size, instruction) => size + instruction.bytes.length, 0);
        assert.ok(sizeBytes <= bytes.length);
        assert.deepEqual(
          Buffer.concat(found.map((one) => one.bytes)),
          Buffer.from(bytes.slice(0, sizeBytes)),
        );
      }),
    );
    assert.deepEqual(await x86('06'), []);
  });
});

describe('the disassembler for arm64', () => {
  it('tells what is accessed, copied, written', async () => {
    const [load, store, copy, push, post] = await arm64(
      0xf9400c00,
      0xf9000c01,
      0xaa0003f3,
      0xa9be7bfd,
      0xf8408420,
    );
    assert.equal(load?.text, 'ldr x0, [x0, #0x18]');
    assert.deepEqual(load.memory, { base: 'x0', displacement: 0x18n });
    assert.equal(load.loadsWordInto, 'x0');
    assert.deepEqual(store?.memory, { base: 'x0', displacement: 0x18n });
    assert.deepEqual(store.writes, []);
    assert.deepEqual(copy?.copy, { from: 'x0', to: 'x19' });
    assert.deepEqual(push?.memory, { base: 'sp', displacement: -0x20n });
    assert.deepEqual(post?.memory, { base: 'x1', displacement: 0n });
  });

  it('follows execution, and goes on behind what it does not know', async () => {
    const found = await arm64(
      0x94000010,
      0xb4000040,
      0x17fffff0,
      0xd65f03c0,
      0xd4210000,
      0xffffffff,
      0xd61f0000,
    );
    assert.deepEqual(
      found.map(({ flow }) => flow),
      ['call', 'branch', 'jump', 'end', 'end', 'next', 'indirect'],
    );
    assert.equal(found[1]?.target, start + 4n + 8n);
    assert.equal(found[5]?.text, '.inst 0xffffffff');
    assert.ok(found[5].writes.includes('x0'));
  });
});

describe('the disassembler', () => {
  it('does not pretend to know other machines', async () => {
    assert.equal(await loadDisassembler('s390x'), undefined);
    assert.equal(await loadDisassembler('constructor'), undefined);
  });
});
