import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseBtf, type Btf } from '../../../../core/types/btf';
import { BtfTypes } from '../../../../core/types/btfTypes';
import { BtfBuilder } from '../../../support/btfBuilder';

const structCount = 400;

/** As pahole writes it: types of all sorts, functions among them right behind their prototypes. */
function kernelBtf(): Uint8Array {
  const btf = new BtfBuilder();
  const int = btf.integer('int', 4, { signed: true });
  for (let number = 0; number < structCount; number++) {
    const pointer = btf.pointer(int);
    const struct = btf.struct(`s${number}`, 16, [
      ['number', int, 0],
      ['pointer', pointer, 64],
    ]);
    btf.alias('function', btf.prototype(struct, [['argument', pointer]]), `f${number}`);
  }
  return btf.bytes();
}

const headerSizeBytes = 24;
const whole = kernelBtf();

function parsed(bytes: Uint8Array): Btf {
  const { btf } = parseBtf(bytes, true);
  assert.ok(btf);
  return btf;
}

/** Every type that is there is the one that was there, under its own number. */
function assertPart(bytes: Uint8Array): number {
  const [expected, found] = [parsed(whole), parsed(bytes)];
  let known = 0;
  for (let id = 1; id < expected.count; id++) {
    const entry = found.entry(id);
    if (!entry) continue;
    assert.equal(entry.detailOffset, expected.entry(id)?.detailOffset, `type ${id}`);
    known++;
  }
  return known;
}

describe('BTF with a hole', () => {
  it('keeps the numbers of the types behind it', () => {
    const holed = Uint8Array.from(whole);
    holed.fill(0, headerSizeBytes + 8000, headerSizeBytes + 9000);
    const { btf, problems } = parseBtf(holed, true);
    assert.ok(btf);
    const count = parsed(whole).count;
    assert.ok(assertPart(holed) > count - 100);
    assert.match(
      problems[0]?.message ?? '',
      /^The kernel's type information .*; \d+ types there are unknown\.$/,
    );
    const types = new BtfTypes(btf, 8);
    const last = types.findFunction(`f${structCount - 1}`);
    assert.ok(last?.kind === 'function' && last.returns.kind === 'struct');
    assert.equal(last.returns.name, `s${structCount - 1}`);
    assert.equal(types.findStruct('s0')?.sizeBytes, 16);
  });

  it('ends there when too few functions are behind it to prove a number', () => {
    const holed = Uint8Array.from(whole);
    const typesSizeBytes = new DataView(whole.buffer).getUint32(12, true);
    holed.fill(0, headerSizeBytes + typesSizeBytes - 2000, headerSizeBytes + typesSizeBytes - 1000);
    assert.match(parseBtf(holed, true).problems[0]?.message ?? '', /types behind that are unknown/);
    assert.ok(assertPart(holed) > structCount);
  });

  it('has no type under a wrong number, wherever the hole is', () => {
    const typesSizeBytes = new DataView(whole.buffer).getUint32(12, true);
    fc.assert(
      fc.property(fc.nat(typesSizeBytes / 4), fc.integer({ min: 1, max: 200 }), (at, words) => {
        const holed = Uint8Array.from(whole);
        const start = headerSizeBytes + at * 4;
        holed.fill(0, start, Math.min(start + words * 4, headerSizeBytes + typesSizeBytes));
        // A hole inside a type leaves a type of that size, of other members.
        assertPart(holed);
      }),
      { numRuns: 200 },
    );
  });

  it('costs bounded time when everything looks like a type', () => {
    const types = Buffer.alloc(1 << 20);
    // Pointers all the way, and an end that none of them reaches.
    for (let at = 0; at + 12 <= types.length; at += 12) types.writeUInt32LE(2 << 24, at + 4);
    types.writeUInt32LE(0, 4);
    const header = Buffer.alloc(headerSizeBytes);
    header.set([0x9f, 0xeb, 1, 0, headerSizeBytes]);
    header.writeUInt32LE(types.length, 12);
    const { btf, problems } = parseBtf(Buffer.concat([header, types]), true);
    assert.equal(btf?.count, 1);
    assert.equal(problems.length, 1);
  });
});
