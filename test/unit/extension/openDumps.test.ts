import assert from 'node:assert/strict';
import type { Overview } from '../../../core/protocol/overview';
import { OpenDump } from '../../../extension/dumpHost/openDump';
import { OpenDumps } from '../../../extension/dumpHost/openDumps';
import { FakeDumpHost } from '../../support/fakeDumpHost';

const lingerMs = 20;

function collection(): { dumps: OpenDumps<string>; hosts: FakeDumpHost[]; lingered: () => Promise<void> } {
  const hosts: FakeDumpHost[] = [];
  const dumps = new OpenDumps<string>(
    (path) =>
      new OpenDump(path, () => {
        const host = new FakeDumpHost({ open: () => ({ path }) as Overview });
        hosts.push(host);
        return host;
      }),
    lingerMs,
  );
  // Timers of equal or longer delay fire in the order they were set.
  const lingered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, lingerMs + 5));
  return { dumps, hosts, lingered };
}

describe('OpenDumps', () => {
  it('opens a dump once for all who show it', () => {
    const { dumps, hosts } = collection();
    assert.equal(dumps.acquire('/a').dump, dumps.acquire('/a').dump);
    dumps.acquire('/b');
    assert.equal(hosts.length, 2);
  });

  it('stops the dump host a moment after the last one let go', async () => {
    const { dumps, hosts, lingered } = collection();
    const leases = [dumps.acquire('/a'), dumps.acquire('/a')];
    leases[0]!.dispose();
    await lingered();
    assert.equal(hosts[0]!.stops, 0);
    leases[1]!.dispose();
    assert.equal(hosts[0]!.stops, 0);
    await lingered();
    assert.equal(hosts[0]!.stops, 1);
  });

  it('counts a lease that is disposed twice once', async () => {
    const { dumps, hosts, lingered } = collection();
    const lease = dumps.acquire('/a');
    dumps.acquire('/a');
    lease.dispose();
    lease.dispose();
    await lingered();
    assert.equal(hosts[0]!.stops, 0);
  });

  it('keeps the dump host for who comes back in time', async () => {
    const { dumps, hosts, lingered } = collection();
    dumps.acquire('/a').dispose();
    const lease = dumps.acquire('/a');
    await lingered();
    assert.equal(hosts.length, 1);
    assert.equal(hosts[0]!.stops, 0);
    lease.dispose();
    await lingered();
    dumps.acquire('/a');
    assert.equal(hosts.length, 2);
  });

  it('stops every dump host at the end', () => {
    const { dumps, hosts } = collection();
    dumps.acquire('/a').dispose();
    dumps.acquire('/b');
    dumps.dispose();
    assert.deepEqual(
      hosts.map(({ stops }) => stops),
      [1, 1],
    );
  });
});
