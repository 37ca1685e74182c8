import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StructView } from '../../../../core/base/structView';

describe('StructView', () => {
  const bytes = Uint8Array.of(0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x88);

  it('reads in the byte order of the dump', () => {
    assert.equal(new StructView(bytes, true).u32(0), 0x04030201);
    assert.equal(new StructView(bytes, false).u32(0), 0x01020304);
    assert.equal(new StructView(bytes, true).u64(0), 0x8807060504030201n);
  });

  it('reads words of the dumped machine, not of this one', () => {
    assert.equal(new StructView(bytes, true, 4).word(4), 0x88070605n);
    assert.equal(new StructView(bytes, true, 8).word(0), 0x8807060504030201n);
  });

  it('covers exactly its bytes', () => {
    const view = new StructView(bytes, true);
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 20 }), fc.integer({ min: 1, max: 20 }), (offset, size) => {
        assert.equal(view.covers(offset, size), offset >= 0 && offset + size <= 8);
      }),
    );
  });

  it('throws rather than invent what lies outside', () => {
    assert.throws(() => new StructView(bytes, true).u64(1), RangeError);
  });

  it('ends a C string at its NUL or at the end of the field', () => {
    const text = new StructView(Buffer.from('linux\0rest'), true);
    assert.equal(text.cString(0, 10), 'linux');
    assert.equal(text.cString(0, 3), 'lin');
  });
});
