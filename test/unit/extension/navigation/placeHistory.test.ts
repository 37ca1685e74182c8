import assert from 'node:assert/strict';
import type { Place } from '../../../../core/protocol/place';
import { PlaceHistory } from '../../../../extension/navigation/placeHistory';

const at = (address: string): Place => ({ view: 'memory', address });

describe('the history of places', () => {
  it('goes back and forward over jumps, and no further than there were any', () => {
    const history = new PlaceHistory();
    for (const address of ['0x1', '0x2', '0x2', '0x3']) history.visit(at(address));
    assert.deepEqual(history.move(-1), at('0x2'));
    assert.deepEqual(history.move(-1), at('0x1'));
    assert.equal(history.move(-1), undefined);
    assert.deepEqual(history.move(1), at('0x2'));
  });

  it('forgets what was ahead when a jump leads elsewhere', () => {
    const history = new PlaceHistory();
    for (const address of ['0x1', '0x2']) history.visit(at(address));
    history.move(-1);
    history.visit(at('0x9'));
    assert.equal(history.move(1), undefined);
    assert.deepEqual(history.move(-1), at('0x1'));
  });

  it('keeps the last hundred', () => {
    const history = new PlaceHistory();
    for (let index = 0; index < 200; index++) history.visit(at(`0x${index}`));
    let steps = 0;
    while (history.move(-1)) steps++;
    assert.equal(steps, 99);
  });
});
