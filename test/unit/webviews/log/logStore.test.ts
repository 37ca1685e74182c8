import assert from 'node:assert/strict';
import { packLogChunk } from '../../../../core/protocol/logChunk';
import { LogStore } from '../../../../webviews/log/model/logStore';

const record = (text: string, caller?: string) => ({
  level: 4,
  facility: 0,
  text,
  ...(caller !== undefined && { caller }),
});

describe('LogStore', () => {
  it('fills from the newest chunk backwards', () => {
    const store = new LogStore(3);
    assert.equal(store.loadedFrom, 3);
    store.addOlder(packLogChunk(2, [{ ...record('c', 'T7'), timeUs: 5 }]));
    assert.equal(store.loadedFrom, 2);
    store.addOlder(packLogChunk(0, [record('a'), record('b')]));
    assert.equal(store.loadedFrom, 0);
    assert.deepEqual(
      [0, 1, 2].map((each) => store.text(each)),
      ['a', 'b', 'c'],
    );
    assert.equal(store.timeUs(2), 5);
    assert.equal(store.level(0), 4);
  });

  it('says nothing where a record has no time, caller or device', () => {
    const store = new LogStore(2);
    store.addOlder(packLogChunk(0, [record('a'), record('b', 'C1')]));
    assert.ok(Number.isNaN(store.timeUs(0)));
    assert.equal(store.caller(0), undefined);
    assert.equal(store.caller(1), 'C1');
    assert.equal(store.device(1), undefined);
  });

  it('refuses a chunk that leaves a gap, overlaps or is empty', () => {
    const store = new LogStore(4);
    assert.throws(() => {
      store.addOlder(packLogChunk(1, [record('a')]));
    }, /does not meet/);
    assert.throws(() => {
      store.addOlder(packLogChunk(3, [record('a'), record('b')]));
    }, /does not meet/);
    assert.throws(() => {
      store.addOlder(packLogChunk(4, []));
    }, /does not meet/);
    assert.equal(store.loadedFrom, 4);
  });
});
