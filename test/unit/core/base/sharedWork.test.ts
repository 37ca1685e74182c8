import assert from 'node:assert/strict';
import { CancellationSource, type CancellationToken } from '../../../../core/base/cancellation';
import { cancelled } from '../../../../core/base/errors';
import { SharedWork } from '../../../../core/base/sharedWork';

/** Work that ends when it is told to, or when nobody wants it. */
class HeldWork {
  finish: (result: string) => void = () => undefined;
  token: CancellationToken | undefined;
  readonly shared = new SharedWork<string>((token) => {
    this.token = token;
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      token.onCancel?.(() => {
        reject(cancelled());
      });
    });
  });
}

describe('work that several wait for', () => {
  it('gives all of them what it gives', async () => {
    const work = new HeldWork();
    const answers = Promise.all([work.shared.wait(), work.shared.wait(new CancellationSource())]);
    await Promise.resolve();
    work.finish('done');
    assert.deepEqual(await answers, ['done', 'done']);
    assert.equal(work.shared.isGivenUp, false);
  });

  it('goes on for the others when one gives up, who is told at once', async () => {
    const work = new HeldWork();
    const token = new CancellationSource();
    const [one, other] = [work.shared.wait(token), work.shared.wait()];
    token.cancel();
    await assert.rejects(one, { code: 'cancelled' });
    assert.equal(work.token?.isCancelled, false);
    work.finish('done');
    assert.equal(await other, 'done');
  });

  it('is given up when the last no longer wants it, who waits for its end', async () => {
    const work = new HeldWork();
    const tokens = [new CancellationSource(), new CancellationSource()];
    const answers = tokens.map((token) => work.shared.wait(token));
    await Promise.resolve();
    for (const token of tokens) token.cancel();
    assert.equal(work.shared.isGivenUp, true);
    for (const answer of answers) await assert.rejects(answer, { code: 'cancelled' });
    await work.shared.ended;
    assert.equal(work.shared.isGivenUp, false, 'it is over');
  });

  it('is not begun for one who has given up already', async () => {
    const work = new HeldWork();
    const token = new CancellationSource();
    token.cancel();
    await assert.rejects(work.shared.wait(token), { code: 'cancelled' });
  });
});
