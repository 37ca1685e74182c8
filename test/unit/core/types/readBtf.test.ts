import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { readBtf, type FindAddress } from '../../../../core/types/readBtf';
import { BtfBuilder } from '../../../support/btfBuilder';
import { FakeKernelMemory } from '../../../support/fakeKernelMemory';

const text = 0xffff_ffff_8100_0000n;
const btfAt = text + 0x30_0ff8n;

/** As large as the smallest kernel's, with one struct that has a name of its own. */
function kernelBtf(): Uint8Array {
  const btf = new BtfBuilder();
  const int = btf.integer('int', 4);
  for (let number = 0; number < 15_000; number++) btf.struct(`s${number}`, 4, [[`m${number}`, int, 0]]);
  btf.struct('the_one', 4, [['member', int, 0]]);
  return btf.bytes();
}

const symbols =
  (addresses: Record<string, bigint>): FindAddress =>
  (name) =>
    addresses[name] === undefined ? undefined : virtualAddress(addresses[name]);

describe('the BTF of a kernel', () => {
  const bytes = kernelBtf();
  const memory = new FakeKernelMemory();
  // A program for BPF inside the kernel carries a small BTF of its own.
  const small = new BtfBuilder();
  small.integer('decoy', 4);
  memory.add(text + 0x1000n, small.bytes());
  memory.add(btfAt, bytes);

  it('is read between its symbols', () => {
    const found = readBtf(
      memory,
      symbols({ __start_BTF: btfAt, __stop_BTF: btfAt + BigInt(bytes.length) }),
      memory.words,
    );
    assert.equal(found?.table.findStruct('the_one')?.sizeBytes, 4);
    assert.deepEqual(found.problems, []);
  });

  it('is searched in the image when no symbol leads to it', () => {
    const found = readBtf(memory, symbols({ _stext: text }), memory.words);
    assert.equal(found?.table.findStruct('the_one')?.sizeBytes, 4);
    assert.equal(found.table.findTypedef('decoy'), undefined);
  });

  it('is searched when its symbols lead to something else', () => {
    const wrong = symbols({ __start_BTF: btfAt + 64n, __stop_BTF: btfAt + 4096n, _stext: text });
    assert.equal(readBtf(memory, wrong, memory.words)?.table.findStruct('the_one')?.sizeBytes, 4);
  });

  it('is nothing where the dump has none', () => {
    assert.equal(readBtf(new FakeKernelMemory(), symbols({ _stext: text }), memory.words), undefined);
    assert.equal(readBtf(memory, symbols({}), memory.words), undefined);
    const lying = symbols({ __start_BTF: text, __stop_BTF: text + (1n << 40n) });
    assert.equal(readBtf(memory, lying, memory.words), undefined);
  });

  it('keeps what comes before a page that the dump lacks', () => {
    const holed = new FakeKernelMemory();
    holed.add(btfAt, bytes);
    holed.remove(btfAt + 200_000n, 4096);
    const found = readBtf(holed, symbols({ _stext: btfAt }), memory.words);
    assert.equal(found?.problems[0]?.code, 'btf-damaged');
    assert.equal(found.table.findStruct('the_one'), undefined);
    assert.equal(found.table.findStruct('s10')?.sizeBytes, 4);
  });

  it('goes on behind such a page where functions tell the numbers of types, and tells of missing names', () => {
    const btf = new BtfBuilder();
    const int = btf.integer('int', 4);
    for (let number = 0; number < 8000; number++) {
      btf.struct(`s${number}`, 4, [[`m${number}`, int, 0]]);
      btf.alias('function', btf.prototype(int, []), `f${number}`);
    }
    const section = btf.bytes();
    const bounds = symbols({ __start_BTF: btfAt, __stop_BTF: btfAt + BigInt(section.length) });
    const read = (hole: number): ReturnType<typeof readBtf> => {
      const holed = new FakeKernelMemory();
      holed.add(btfAt, section);
      holed.remove(btfAt + BigInt(hole), 4096);
      return readBtf(holed, bounds, holed.words);
    };
    const behind = read(100_000);
    assert.equal(behind?.table.findStruct('s7999')?.sizeBytes, 4);
    assert.match(behind.problems[0]?.message ?? '', /types there are unknown/);
    const nameless = read(section.length - 10_000);
    assert.equal(nameless?.table.findStruct('s0')?.sizeBytes, 4);
    assert.match(nameless.problems[0]?.message ?? '', /lacks 4096 bytes of the names/);
  });
});
