import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Choices } from '../../../../webviews/backtraces/model/choices';
import { parsePanelState } from '../../../../webviews/backtraces/model/panelState';
import { madeStack, madeTask } from './madeStacks.fixture';

describe('what the backtraces panel remembers', () => {
  it('survives a reload', () => {
    const choices = new Choices(parsePanelState(undefined));
    choices.scope = 'groups';
    choices.filterText = 'st:UN';
    choices.showIdle = true;
    choices.isInverted = true;
    choices.focusFunction = 'read';
    choices.toggle('group 1');
    const place = { current: 'group 1', first: 'group 0' };
    const state = choices.state(place);
    assert.deepEqual(parsePanelState(JSON.parse(JSON.stringify(state))), state);
    assert.deepEqual(new Choices(state).state(place), state);
  });

  it('may be of any shape', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (saved, filter) => {
        assert.equal(parsePanelState(saved).scope, 'crash');
        assert.equal(typeof parsePanelState({ filter, toggled: saved }).filter, 'string');
      }),
    );
  });

  it('lets go of what would hide a task that a link leads to', () => {
    const choices = new Choices(parsePanelState({ filter: 'nfs' }));
    choices.makeSure(madeTask(0, 0), madeStack('nfs_wait'));
    assert.deepEqual([choices.filterText, choices.showIdle], ['nfs', true]);
    choices.makeSure(madeTask(3, 0), madeStack('pipe_read'));
    assert.equal(choices.filterText, '');
    const waiting = madeStack('__schedule', 'pipe_read');
    choices.makeSure(madeTask(3, 0), waiting, 1);
    assert.equal(choices.showScheduler, false);
    choices.makeSure(madeTask(3, 0), waiting, 0);
    assert.equal(choices.showScheduler, true);
  });
});
