import assert from 'node:assert/strict';
import { KnownDumps, type Store } from '../../../../extension/dumps/knownDumps';
import { diagnosisOfCrash, summaryOf } from '../../../support/listedDumps';

function memoryStore(): Store {
  const values = new Map<string, string>();
  return {
    get: (key) => JSON.parse(values.get(key) ?? 'null') as unknown,
    update: (key, value) => {
      values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

const file = { path: '/vmcore', sizeBytes: 4096, modifiedMs: 1000 };
const summary = summaryOf('/vmcore');
const diagnosis = diagnosisOfCrash('bug foo');

describe('what was known of dumps before', () => {
  it('is known again in another session', async () => {
    const store = memoryStore();
    const known = new KnownDumps(store, '1');
    known.remember(file, { summary });
    known.remember(file, { diagnosis });
    await known.save();
    const { summary: again, diagnosis: too } = new KnownDumps(store, '1').find(file) ?? {};
    assert.deepEqual([again, too], [summary, diagnosis]);
  });

  it('is forgotten when the file changes, and when another version of ours judges', async () => {
    const store = memoryStore();
    const known = new KnownDumps(store, '1');
    known.remember(file, { summary });
    await known.save();
    assert.equal(known.find({ ...file, sizeBytes: 5000 }), undefined);
    assert.equal(known.find({ ...file, modifiedMs: 2000 }), undefined);
    assert.equal(new KnownDumps(store, '2').find(file), undefined);
  });

  it('keeps what was used last, and not without end', async () => {
    const store = memoryStore();
    const known = new KnownDumps(store, '1');
    for (let index = 0; index < 600; index += 1)
      known.remember({ ...file, path: `/${index}` }, { summary: summaryOf(`/${index}`) });
    await known.save();
    const later = new KnownDumps(store, '1');
    assert.equal(later.find({ ...file, path: '/99' }), undefined);
    assert.ok(later.find({ ...file, path: '/100' }));
    assert.ok(later.find({ ...file, path: '/599' }));
  });
});
