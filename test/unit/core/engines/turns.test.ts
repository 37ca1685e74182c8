import assert from 'node:assert/strict';
import { CancellationSource } from '../../../../core/base/cancellation';
import { Turns } from '../../../../core/engines/turns';

describe('turns', () => {
  it('come one at a time, in order, however the one before ends', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const failing = turns.take(() => Promise.reject(new Error('no')));
    const last = turns.take(() => Promise.resolve(order.push('last')));
    await assert.rejects(failing, /no/);
    await last;
    assert.deepEqual(order, ['last']);
  });

  it('can be given up while others have theirs, and are not taken then', async () => {
    const turns = new Turns();
    let finish = (): void => undefined;
    const long = turns.take(() => new Promise<void>((resolve) => (finish = resolve)));
    const token = new CancellationSource();
    let wasTaken = false;
    const waiting = turns.take(() => Promise.resolve((wasTaken = true)), token);
    token.cancel();
    await assert.rejects(waiting, { code: 'cancelled' });
    finish();
    await long;
    await turns.take(() => Promise.resolve());
    assert.equal(wasTaken, false);
  });
});
