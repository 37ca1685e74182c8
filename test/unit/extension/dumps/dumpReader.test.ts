import assert from 'node:assert/strict';
import type { FileSummary } from '../../../../core/protocol/dumpSummary';
import { DumpReader } from '../../../../extension/dumps/dumpReader';
import { FakeDumpHost } from '../../../support/fakeDumpHost';

const other: FileSummary = { kind: 'other' };

describe('reading dumps for a list', () => {
  it('goes on in one process, and in another one when that died', async () => {
    const hosts: FakeDumpHost[] = [];
    const reader = new DumpReader(() => {
      const host = new FakeDumpHost({ summarize: () => other });
      hosts.push(host);
      return host;
    });
    assert.deepEqual(await reader.read('summarize', '/a'), other);
    assert.deepEqual(await reader.read('summarize', '/b'), other);
    assert.equal(hosts.length, 1);
    hosts[0]!.die(new Error('gone'));
    assert.deepEqual(await reader.read('summarize', '/c'), other);
    assert.equal(hosts.length, 2);
    reader.stop();
    assert.deepEqual(
      hosts.map(({ stops }) => stops),
      [0, 1],
    );
  });

  it('gives up what takes too long, and ends its process', async () => {
    const host = new FakeDumpHost({ diagnose: () => new Promise(() => undefined) });
    const reader = new DumpReader(() => host, 10);
    await assert.rejects(reader.read('diagnose', '/a'), { code: 'took-too-long' });
    assert.equal(host.stops, 1);
  });

  it('gives up when it is told to', async () => {
    const host = new FakeDumpHost({ diagnose: () => new Promise(() => undefined) });
    const reader = new DumpReader(() => host);
    const reading = reader.read('diagnose', '/a');
    reader.stop();
    await assert.rejects(reading, { code: 'dump-host-stopped' });
  });
});
