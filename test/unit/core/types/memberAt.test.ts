import assert from 'node:assert/strict';
import type { CType, StructType } from '../../../../core/types/cType';
import { memberAt } from '../../../../core/types/memberAt';

const integer = (sizeBytes: number): CType => ({
  kind: 'integer',
  name: `u${sizeBytes * 8}`,
  sizeBytes,
  signed: false,
  isBoolean: false,
});
const array = (element: CType, count: number): CType => ({ kind: 'array', element, count });
const compound = (
  kind: 'struct' | 'union',
  sizeBytes: number,
  members: readonly (readonly [string, CType, number])[],
): StructType => ({
  kind,
  name: '',
  sizeBytes,
  members: members.map(([name, type, offset]) => ({ name, type, offsetBits: offset * 8 })),
});

const pair = compound('struct', 8, [
  ['first', integer(4), 0],
  ['second', integer(4), 4],
]);
const type = compound('struct', 64, [
  ['flags', integer(4), 0],
  ['lock', pair, 8],
  ['slots', array(pair, 2), 16],
  ['', compound('struct', 8, [['hidden', integer(8), 0]]), 32],
  [
    'either',
    compound('union', 8, [
      ['whole', integer(8), 0],
      ['part', integer(4), 0],
    ]),
    40,
  ],
  [
    '',
    compound('union', 8, [
      ['a', integer(8), 0],
      ['b', integer(4), 0],
    ]),
    48,
  ],
  ['grid', array(array(integer(2), 2), 2), 56],
]);

describe('the member at an offset', () => {
  const at = (offset: number): string | undefined => {
    const found = memberAt(type, offset);
    return found && (found.offset === 0 ? found.path : `${found.path}+${found.offset}`);
  };

  it('is the innermost one', () => {
    assert.equal(at(0), 'flags');
    assert.equal(at(2), 'flags+2');
    assert.equal(at(12), 'lock.second');
    assert.equal(at(28), 'slots[1].second');
    assert.equal(at(32), 'hidden');
    assert.equal(at(62), 'grid[1][1]');
  });

  it('is not chosen among those of a union', () => {
    assert.equal(at(40), 'either');
    assert.equal(at(44), 'either.whole+4');
    assert.equal(at(48), undefined);
  });

  it('is not there in padding and behind the end', () => {
    assert.equal(at(4), undefined);
    assert.equal(at(64), undefined);
    assert.equal(at(-1), undefined);
  });

  it('ends in types that contain themselves', () => {
    const circular: { -readonly [Key in keyof StructType]: StructType[Key] } = compound('struct', 8, []);
    circular.members = [{ name: 'self', type: circular, offsetBits: 0 }];
    assert.ok(memberAt(circular, 0));
  });
});
