import assert from 'node:assert/strict';
import { packLogChunk } from '../../../../core/protocol/logChunk';

describe('packLogChunk', () => {
  it('turns records into columns', () => {
    const chunk = packLogChunk(7, [
      { level: 4, facility: 0, timeUs: 12, text: 'a', caller: 'T1' },
      { level: 6, facility: 3, text: 'b' },
    ]);
    assert.equal(chunk.start, 7);
    assert.deepEqual([...chunk.levels], [4, 6]);
    assert.deepEqual([...chunk.timesUs], [12, NaN]);
    assert.deepEqual(chunk.texts, ['a', 'b']);
    assert.deepEqual(chunk.callers, ['T1', null]);
    assert.equal('devices' in chunk, false);
  });
});
