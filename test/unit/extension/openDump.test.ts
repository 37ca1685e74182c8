import assert from 'node:assert/strict';
import { VmcoreError } from '../../../core/base/errors';
import type { Overview } from '../../../core/protocol/overview';
import { dumpHostStopped, notOnDisk } from '../../../extension/dumpHost/errors';
import { OpenDump } from '../../../extension/dumpHost/openDump';
import { whenOpen } from '../../../extension/dumpHost/whenOpen';
import { FakeDumpHost } from '../../support/fakeDumpHost';

const overview = { path: '/dumps/vmcore', architecture: 'x86_64' } as Overview;

function openDump(...answers: (() => Overview)[]): { dump: OpenDump; hosts: FakeDumpHost[] } {
  const hosts: FakeDumpHost[] = [];
  const dump = new OpenDump('/dumps/vmcore', () => {
    const answer = answers[hosts.length] ?? (() => overview);
    const host = new FakeDumpHost({ open: answer });
    hosts.push(host);
    return host;
  });
  return { dump, hosts };
}

describe('OpenDump', () => {
  it('opens, and tells its overview', async () => {
    const { dump } = openDump();
    assert.equal(dump.state.kind, 'opening');
    assert.deepEqual(await whenOpen(dump), overview);
    assert.deepEqual(dump.state, { kind: 'open', overview });
  });

  it('fails with the reason and what to try', async () => {
    const { dump } = openDump(() => {
      throw new VmcoreError('not-a-dump', 'It is a text file.', 'Choose the vmcore.');
    });
    await assert.rejects(whenOpen(dump), { code: 'not-a-dump' });
    assert.equal(dump.state.kind, 'failed');
    assert.deepEqual(dump.state.remedies, ['open-as-text', 'open-with', 'retry']);
  });

  it('fails when there can be no dump host, and is not tried again by itself', () => {
    const dump = new OpenDump('/x', () => {
      throw notOnDisk('vscode-vfs');
    });
    assert.equal(dump.state.kind, 'failed');
    assert.equal(dump.state.error.code, 'not-on-disk');
  });

  it('keeps what was read when its dump host dies, and fails requests until it is reopened', async () => {
    const { dump, hosts } = openDump();
    await whenOpen(dump);
    hosts[0]!.die(dumpHostStopped('SIGKILL'));
    assert.equal(dump.state.kind, 'stopped');
    assert.deepEqual(dump.overview, overview);
    await assert.rejects(dump.request('logChunk', { start: 0, count: 1 }), { code: 'dump-host-stopped' });
    dump.reopen();
    assert.deepEqual(await whenOpen(dump), overview);
  });

  it('forgets the dump host before, whatever that one still says', async () => {
    const { dump, hosts } = openDump(
      () => overview,
      () => ({ ...overview, architecture: 'aarch64' }),
    );
    dump.reopen();
    assert.equal((await whenOpen(dump)).architecture, 'aarch64');
    hosts[0]!.die(new Error('too late'));
    assert.equal(dump.state.kind, 'open');
    assert.equal(hosts[0]!.stops, 1);
  });

  it('gives up opening when asked, and opens when asked again', async () => {
    const { dump } = openDump();
    dump.cancelOpening();
    await assert.rejects(whenOpen(dump), { code: 'cancelled' });
    assert.equal(dump.state.kind, 'failed');
    assert.deepEqual(dump.state.remedies, ['retry']);
    dump.reopen();
    assert.deepEqual(await whenOpen(dump), overview);
  });

  it('says when the dump reader ran out of memory', () => {
    const error = dumpHostStopped('SIGABRT', 'FATAL ERROR: JavaScript heap out of memory');
    assert.match(error.message, /ran out of memory/);
  });
});
