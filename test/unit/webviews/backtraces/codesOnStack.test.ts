import assert from 'node:assert/strict';
import { codesOnStack } from '../../../../webviews/backtraces/model/codesOnStack';

describe('codes on a stack', () => {
  it('have the number of the frame, and count what was inlined in it inwards', () => {
    const [own, inlined] = [{}, { inlined: true }] as const;
    assert.deepEqual(codesOnStack([inlined, own, own, inlined, inlined, own]), [
      { frame: 0, inlined: 1 },
      { frame: 0, inlined: 0 },
      { frame: 1, inlined: 0 },
      { frame: 2, inlined: 2 },
      { frame: 2, inlined: 1 },
      { frame: 2, inlined: 0 },
    ]);
  });
});
