import assert from 'node:assert/strict';
import { packLogChunk } from '../../../../core/protocol/logChunk';
import { LogStore } from '../../../../webviews/log/model/logStore';
import { OopsSections } from '../../../../webviews/log/model/oopsSections';
import { storeOf } from './logStore.fixture';

const cutHere = '------------[ cut here ]------------';
const endTrace = '---[ end trace 0000000000000000 ]---';

describe('OopsSections', () => {
  it('reaches from “cut here” to “end trace”', () => {
    const store = storeOf(['usb', cutHere, 'WARNING: CPU: 1', 'Call Trace:', endTrace, 'later']);
    assert.deepEqual(new OopsSections(store).find(), [{ first: 1, last: 4 }]);
  });

  it('is one section though a BUG line, an Oops line and a cut follow each other', () => {
    const store = storeOf(['BUG: unable to handle page fault', 'Oops: 0002 [#1]', 'Call Trace:', endTrace]);
    assert.deepEqual(new OopsSections(store).find(), [{ first: 0, last: 3 }]);
  });

  it('lets a panic without an end reach to the end of the log', () => {
    const store = storeOf([
      cutHere,
      endTrace,
      'Kernel panic - not syncing: Fatal exception',
      'CPU: 0',
      'RIP: 0010:foo',
    ]);
    assert.deepEqual(new OopsSections(store).find(), [
      { first: 0, last: 1 },
      { first: 2, last: 4 },
    ]);
  });

  it('counts a report without an end as one record, and does not swallow the panic', () => {
    const store = storeOf([
      'INFO: task kworker:7 blocked for more than 120 seconds.',
      'x',
      'Kernel panic - not syncing: hung',
      'y',
    ]);
    assert.deepEqual(new OopsSections(store).find(), [
      { first: 0, last: 0 },
      { first: 2, last: 3 },
    ]);
  });

  it('gives up looking for a distant end', () => {
    const store = storeOf([cutHere, ...Array.from({ length: 3000 }, () => 'x'), endTrace]);
    assert.deepEqual(new OopsSections(store).find(), [{ first: 0, last: 0 }]);
  });

  it('finds a section whose start arrives in a later chunk', () => {
    const store = new LogStore(4);
    const record = (text: string) => ({ level: 4, facility: 0, text });
    store.addOlder(packLogChunk(2, [record('Call Trace:'), record(endTrace)]));
    const sections = new OopsSections(store);
    assert.deepEqual(sections.find(), []);
    store.addOlder(packLogChunk(0, [record('usb'), record(cutHere)]));
    assert.deepEqual(sections.find(), [{ first: 1, last: 3 }]);
  });
});
