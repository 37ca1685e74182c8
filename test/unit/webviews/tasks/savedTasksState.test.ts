import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSavedState } from '../../../../webviews/tasks/model/savedTasksState';

describe('the saved state of the tasks panel', () => {
  it('comes back', () => {
    const state = {
      filter: 'st:UN',
      order: { column: 'ran', descending: true },
      task: '0xffff888003c0a000',
      side: 'locks',
    } as const;
    assert.deepEqual(parseSavedState(JSON.parse(JSON.stringify(state))), state);
  });

  it('may be of any shape', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { filter, side } = parseSavedState(value);
        assert.equal(typeof filter, 'string');
        assert.equal(typeof side, 'string');
      }),
    );
    assert.equal(parseSavedState({ task: 'javascript:1', order: { column: 'nothing' } }).task, undefined);
    assert.equal(parseSavedState({ order: { column: 'nothing' } }).order, undefined);
  });
});
