import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VmcoreError } from '../../../../core/base/errors';
import { Connection, RequestCancellation, type Handlers } from '../../../../core/protocol/connection';
import { FakeTransport, transportPair } from '../../../support/fakeTransport';

interface Sums {
  add: { params: { readonly a: number; readonly b: number }; result: number };
  fail: { params: null; result: null };
  /** Works until it is cancelled. */
  forever: { params: null; result: string };
  steps: { params: null; result: null };
}
interface Nothing {
  none: { params: null; result: null };
}

const none: Handlers<Nothing> = { none: () => null };
const sums: Handlers<Sums> = {
  add: ({ a, b }) => a + b,
  fail: () => {
    throw new VmcoreError('too-hard', 'This is too hard.', 'Try an easier one.');
  },
  forever: async (_params, { token }) => {
    while (!token.isCancelled) await new Promise((resolve) => setImmediate(resolve));
    return 'given up';
  },
  steps: (_params, { progress }) => {
    progress(1, 2);
    progress(2, 2);
    return null;
  },
};

function connect(): {
  asker: Connection<Nothing, Sums>;
  answerer: Connection<Sums, Nothing>;
} {
  const [ours, theirs] = transportPair();
  return { asker: new Connection(ours, none), answerer: new Connection(theirs, sums) };
}

describe('Connection', () => {
  it('answers requests in whatever order they finish', async () => {
    const { asker } = connect();
    const cancellation = new RequestCancellation();
    const slow = asker.request('forever', null, { cancellation });
    assert.equal(await asker.request('add', { a: 2, b: 3 }), 5);
    cancellation.cancel();
    await assert.rejects(slow, { code: 'cancelled' });
  });

  it('carries an error with its code and next step', async () => {
    await assert.rejects(connect().asker.request('fail', null), {
      name: 'VmcoreError',
      code: 'too-hard',
      message: 'This is too hard.',
      nextStep: 'Try an easier one.',
    });
  });

  it('reports progress before the result', async () => {
    const seen: number[] = [];
    await connect().asker.request('steps', null, { progress: (done) => seen.push(done) });
    assert.deepEqual(seen, [1, 2]);
  });

  it('cancels every request that shares a cancellation, and tells the other side', async () => {
    const { asker } = connect();
    const cancellation = new RequestCancellation();
    const both = [1, 2].map(() => asker.request('forever', null, { cancellation }));
    cancellation.cancel();
    for (const each of both) await assert.rejects(each, { code: 'cancelled' });
    await assert.rejects(asker.request('add', { a: 1, b: 1 }, { cancellation }), { code: 'cancelled' });
  });

  it('fails what is in flight, and all that comes later, when it is closed', async () => {
    const { asker, answerer } = connect();
    const inFlight = asker.request('forever', null);
    asker.close(new Error('gone'));
    answerer.close(new Error('gone'));
    await assert.rejects(inFlight, /gone/);
    await assert.rejects(asker.request('add', { a: 1, b: 1 }), /gone/);
  });

  it('cancels the work of a side that is closed', async () => {
    const transport = new FakeTransport();
    const answerer = new Connection<Sums, Nothing>(transport, sums);
    transport.receive({ kind: 'request', id: 1, method: 'forever', params: null });
    answerer.close(new Error('gone'));
    assert.deepEqual(await transport.nextPosted(), { kind: 'result', id: 1, result: 'given up' });
  });

  it('starts no work for a request that arrives when it is closed', async () => {
    const transport = new FakeTransport();
    let started = false;
    const answerer = new Connection<Nothing, Sums>(transport, {
      none: () => {
        started = true;
        return null;
      },
    });
    answerer.close(new Error('gone'));
    transport.receive({ kind: 'request', id: 1, method: 'none', params: null });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(started, false);
  });

  it('refuses requests that nobody answers, inherited names too', async () => {
    for (const method of ['unheardOf', 'toString', '__proto__', 'constructor']) {
      const transport = new FakeTransport();
      new Connection<Sums, Nothing>(transport, sums);
      transport.receive({ kind: 'request', id: 7, method, params: null });
      const { kind, id, error } = (await transport.nextPosted()) as {
        kind: string;
        id: number;
        error: { code: string };
      };
      assert.deepEqual({ kind, id, code: error.code }, { kind: 'error', id: 7, code: 'unknown-request' });
    }
  });

  it('survives any message, and goes on answering', async () => {
    const kind = fc.constantFrom('request', 'result', 'error', 'progress', 'cancel', 'other');
    const message = fc.oneof(
      fc.anything(),
      fc.record(
        {
          kind,
          id: fc.oneof(fc.integer(), fc.anything()),
          method: fc.anything(),
          error: fc.anything(),
          done: fc.anything(),
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 20 }), async (messages) => {
        const [ours, theirs] = transportPair();
        const asker = new Connection<Nothing, Sums>(ours, none);
        new Connection<Sums, Nothing>(theirs, sums);
        for (const each of messages) {
          theirs.receive(each);
          ours.receive(each);
        }
        // A forged answer may hit this request's id: it settles then, with whatever was forged.
        await Promise.allSettled([asker.request('add', { a: 1, b: 1 })]);
        assert.equal(await asker.request('add', { a: 20, b: 22 }), 42);
      }),
      { numRuns: 300 },
    );
  });
});
