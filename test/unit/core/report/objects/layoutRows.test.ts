import assert from 'node:assert/strict';
import { holesOf, layoutRows } from '../../../../../core/report/objects/layoutRows';
import { BtfBuilder } from '../../../../support/btfBuilder';
import { builtTypes } from '../../../../support/builtTypes';

describe('the layout of a type in rows', () => {
  const btf = new BtfBuilder();
  const char = btf.integer('char', 1, { signed: true });
  const u64 = btf.integer('u64', 8);
  const inner = btf.struct('inner', 16, [
    ['first', char, 0],
    ['second', u64, 64],
  ]);
  btf.struct('outer', 48, [
    ['flag', char, 0],
    ['in', inner, 64],
    ['many', btf.next + 1, 192],
    ['last', char, 320],
  ]);
  btf.array(inner, 1);
  const types = builtTypes(btf);
  const outer = types.findStruct('outer');
  assert.ok(outer);

  it('shows holes between members and behind the last', () => {
    const rows = layoutRows(outer).map(({ name, offset, sizeBytes, isHole }) =>
      isHole ? `hole ${offset} ${sizeBytes}` : `${name} ${offset} ${sizeBytes}`,
    );
    assert.deepEqual(rows, ['flag 0 1', 'hole 1 7', 'in 8 16', 'many 24 16', 'last 40 1', 'hole 41 7']);
    assert.deepEqual(holesOf(outer), { count: 2, sizeBytes: 14 });
  });

  it('counts offsets inside from the outermost struct', () => {
    const nested = layoutRows(outer).find(({ name }) => name === 'in');
    assert.ok(nested?.inside);
    assert.deepEqual(
      layoutRows(nested.inside, nested.offset).map(({ name, offset }) => `${name} ${offset}`),
      ['first 8', ' 9', 'second 16'],
    );
  });

  it('looks into arrays of structs as into one element', () => {
    const many = layoutRows(outer).find(({ name }) => name === 'many');
    assert.ok(many?.hasRows && many.inside);
    assert.equal(layoutRows(many.inside, many.offset)[0]?.offset, 24);
  });
});
