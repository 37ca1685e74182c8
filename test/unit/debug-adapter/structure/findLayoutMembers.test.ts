import assert from 'node:assert/strict';
import { findLayoutMembers } from '../../../../debug-adapter/structure/findLayoutMembers';
import { readLayoutRows } from '../../../../debug-adapter/structure/layoutLevels';
import { builtTypes } from '../../../support/builtTypes';
import { structTypes } from '../../../support/structTypes';

const types = builtTypes(
  structTypes({
    owner: { pid: 'u32', children: 'list_head' },
    thing: { list: 'list_head', owner: 'owner', size: 'u16', buffers: 'owner[2]' },
  }),
);
const thing = types.findStruct('thing');

/** Names of what was found, read again by their paths. */
function found(text: string): readonly string[] {
  assert.ok(thing);
  return findLayoutMembers(thing, text).paths.map((path) => {
    const rows = readLayoutRows(thing, path.slice(0, -1), 0, 100).rows;
    return rows[Number(path.at(-1))]?.name ?? '';
  });
}

describe('members of a type without an object', () => {
  it('are found by name, by type and by dotted path, nested ones too', () => {
    assert.deepEqual(found('pid'), ['pid', 'pid']);
    assert.deepEqual(found('struct list_head').slice(0, 2), ['list', 'next']);
    assert.deepEqual(found('owner.pid'), ['pid']);
    assert.deepEqual(found('SIZE'), ['size']);
  });

  it('are none of those where no name has the text', () => {
    assert.deepEqual(found('nothing'), []);
  });

  it('are holes when these are asked for', () => {
    assert.ok(found('is:hole').length > 0);
  });
});
