import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowWindow } from '../../../../webviews/memory/model/rowWindow';

/** Rows of 16 bytes in a 64-bit address space. */
const allRows = 1n << 60n;
const row = fc.oneof(
  fc.bigInt({ min: 0n, max: allRows - 1n }),
  fc.bigInt({ min: 0n, max: 1000n }),
  fc.bigInt({ min: 1n, max: 1000n }).map((fromEnd) => allRows - fromEnd),
);

describe('the window of rows over an address space', () => {
  it('gives every row back exactly, at the ends, too', () => {
    fc.assert(
      fc.property(row, fc.nat(), (wanted, moved) => {
        const window = new RowWindow(allRows);
        const index = window.centerOn(wanted);
        assert.equal(window.rowAt(index), wanted);
        assert.equal(window.indexOf(wanted), index);
        const other = (index + moved) % window.size;
        assert.equal(window.indexOf(window.rowAt(other)), other);
        assert.ok(window.rowAt(0) >= 0n && window.rowAt(window.size - 1) < allRows);
      }),
    );
  });

  it('keeps the first and the last row of the address space in reach', () => {
    const window = new RowWindow(allRows);
    assert.equal(window.centerOn(0n), 0);
    assert.equal(window.isNearEdge(0), false);
    assert.equal(window.centerOn(allRows - 1n), window.size - 1);
    assert.equal(window.rowAt(window.size - 1) * 16n + 15n, 0xffff_ffff_ffff_ffffn);
    assert.equal(window.isNearEdge(window.size - 1), false);
    assert.equal(window.isNearEdge(0), true);
  });

  it('comes from one end to the other by moving when its edge is near', () => {
    const total = 1_000_000n;
    const window = new RowWindow(total);
    let index = window.centerOn(0n);
    let moves = 0;
    for (let steps = 0; window.rowAt(index) < total - 1n && steps < 10_000; steps++) {
      const before = window.rowAt(Math.min(index + 1000, window.size - 1));
      index = window.indexOf(before) ?? assert.fail('a row in the window has an index');
      if (!window.isNearEdge(index)) continue;
      index = window.centerOn(before);
      moves += 1;
      assert.equal(window.rowAt(index), before);
    }
    assert.equal(window.rowAt(index), total - 1n);
    assert.ok(moves > 3, `${moves} moves`);
  });

  it('is the whole of a small list', () => {
    const window = new RowWindow(10n);
    assert.equal(window.size, 10);
    assert.equal(window.centerOn(99n), 9);
    assert.equal(window.isNearEdge(0) || window.isNearEdge(9), false);
  });
});
