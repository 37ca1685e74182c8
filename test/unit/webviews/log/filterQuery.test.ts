import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compileFilter, isFiltering, noFilter } from '../../../../webviews/log/model/filterQuery';
import { matchingRecords } from '../../../../webviews/log/model/matchingRecords';
import { storeOf } from './logStore.fixture';

const store = storeOf([
  { level: 6, text: 'usb 1-1: new device', timeUs: 1e6, device: '+usb:1-1' },
  { level: 4, text: 'nfs: server not responding', timeUs: 2e6, caller: 'T42' },
  { level: 3, text: 'NFS: giving up', timeUs: 3.5e6, caller: 'C1' },
  { level: 0, text: 'Kernel panic - not syncing: (a+b)', timeUs: 4e6 },
  { level: 6, text: 'without time', timeUs: NaN },
]);
const panicUs = 4e6;

function matches(text: string, options: { matchCase?: boolean; maxLevel?: number } = {}): number[] {
  const { test } = compileFilter({ ...noFilter, ...options, text }, panicUs);
  return [...matchingRecords(store, test, 0, store.total)];
}

describe('compileFilter', () => {
  it('lets everything through without a filter', () => {
    assert.deepEqual(matches(''), [0, 1, 2, 3, 4]);
    assert.equal(isFiltering({ ...noFilter, text: '  ' }), false);
  });

  it('wants every word, ignoring case unless told', () => {
    assert.deepEqual(matches('nfs'), [1, 2]);
    assert.deepEqual(matches('nfs server'), [1]);
    assert.deepEqual(matches('nfs', { matchCase: true }), [1]);
  });

  it('takes characters with a meaning in expressions as they are', () => {
    assert.deepEqual(matches('(a+b)'), [3]);
    assert.deepEqual(matches('.*'), []);
  });

  it('keeps quoted words together, closed or still being typed', () => {
    assert.deepEqual(matches('"not responding"'), [1]);
    assert.deepEqual(matches('"responding not"'), []);
    assert.deepEqual(matches('"giving u'), [2]);
    assert.deepEqual(matches('"'), [0, 1, 2, 3, 4]);
  });

  it('turns a term round after a minus', () => {
    assert.deepEqual(matches('-nfs'), [0, 3, 4]);
    assert.deepEqual(matches('nfs -giving'), [1]);
  });

  it('takes regular expressions with spaces and flags', () => {
    assert.deepEqual(matches('/^nfs: \\w+/'), [1, 2]);
    assert.deepEqual(matches('/^nfs/', { matchCase: true }), [1]);
    assert.deepEqual(matches('/^nfs/i', { matchCase: true }), [1, 2]);
    assert.deepEqual(matches('-/\\d/'), [1, 2, 3, 4]);
  });

  it('says what is wrong with an expression and then ignores it', () => {
    const { problem } = compileFilter({ ...noFilter, text: '/(/' }, panicUs);
    assert.match(problem ?? '', /group/i);
    assert.deepEqual(matches('/(/ nfs'), [1, 2]);
  });

  it('selects levels, by name, by number and by the drop-down', () => {
    assert.deepEqual(matches('level:err'), [2, 3]);
    assert.deepEqual(matches('level:4'), [1, 2, 3]);
    assert.deepEqual(matches('', { maxLevel: 3 }), [2, 3]);
    assert.match(compileFilter({ ...noFilter, text: 'level:bad' }, panicUs).problem ?? '', /emerg/);
  });

  it('selects time ranges since boot and before the panic', () => {
    assert.deepEqual(matches('time:2..3.5'), [1, 2]);
    assert.deepEqual(matches('time:3..'), [2, 3]);
    assert.deepEqual(matches('time:..1'), [0]);
    assert.deepEqual(matches('time:-0.5..'), [2, 3]);
    assert.match(compileFilter({ ...noFilter, text: 'time:soon' }, panicUs).problem ?? '', /range/);
  });

  it('selects callers and devices', () => {
    assert.deepEqual(matches('caller:T42'), [1]);
    assert.deepEqual(matches('device:usb'), [0]);
    assert.match(compileFilter({ ...noFilter, text: 'caller:' }, panicUs).problem ?? '', /value/);
  });

  it('is total: any text compiles, and what does not is a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, matchCase) => {
        const { test } = compileFilter({ ...noFilter, text, matchCase }, panicUs);
        assert.equal(typeof test(store, 0), 'boolean');
      }),
    );
  });

  it('finds any record by a quoted piece of its text', () => {
    const piece = fc.string().filter((text) => !text.includes('"') && text !== '');
    fc.assert(
      fc.property(piece, fc.string(), fc.string(), (text, before, after) => {
        const one = storeOf([before + text + after]);
        const { test } = compileFilter({ ...noFilter, text: `"${text}"` }, 0);
        assert.equal(test(one, 0), true);
      }),
    );
  });
});
