import assert from 'node:assert/strict';
import { once } from 'node:events';
import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDumpHost, type DumpHost } from '../../extension/dumpHost/dumpHostProcess';
import { requireDump } from './lab/labDump';

const modulePath = join(__dirname, '../../debug-adapter/main.js');

describe('the dump host', () => {
  const hosts: DumpHost[] = [];
  const start = (): DumpHost => {
    const host = startDumpHost(
      modulePath,
      { logLine: () => null, debugMessage: () => null, engineOutput: () => null },
      (line) => {
        process.stderr.write(`${line}\n`);
      },
    );
    hosts.push(host);
    return host;
  };
  const stopped = (host: DumpHost): Promise<Error> =>
    new Promise((resolve) => {
      host.stopped.listen(resolve);
    });

  afterEach(() => {
    for (const host of hosts.splice(0)) host.stop();
  });

  it('reads overview, log and memory of a real dump', async () => {
    const { path, kernel } = requireDump('x86-6.1-kdump-zlib-d31');
    const { connection } = start();
    const overview = await connection.request('open', { path });
    assert.equal(overview.release, kernel);
    assert.match(overview.panic?.message ?? '', /^Kernel panic - not syncing: sysrq/);

    const all = await connection.request('logChunk', { start: 0, count: overview.log.count + 10 });
    assert.equal(all.texts.length, overview.log.count);
    assert.ok(all.timesUs instanceof Float64Array);
    const one = await connection.request('logChunk', { start: overview.panic?.logIndex ?? 0, count: 1 });
    assert.match(one.texts[0] ?? '', /^Kernel panic/);

    const low = await connection.request('readMemory', {
      address: '0x1000',
      sizeBytes: 4096,
      physical: true,
    });
    assert.equal(low.data.length, 4096);
    const hole = await connection.request('readMemory', { address: '0x0', sizeBytes: 16, physical: false });
    assert.deepEqual(
      hole.gaps.map(({ offset, sizeBytes, reason }) => ({ offset, sizeBytes, reason })),
      [{ offset: 0, sizeBytes: 16, reason: 'not-mapped' }],
    );
  });

  it('reads the stack of the task that crashed, and what each cpu executed', async () => {
    const { path } = requireDump('x86-6.1-kdump-zlib-d31');
    const { connection } = start();
    await assert.rejects(connection.request('crashStacks', null), { code: 'not-open' });
    await connection.request('open', { path });
    const { crashing, cpus, problems } = await connection.request('crashStacks', null);
    assert.deepEqual(problems, []);
    assert.ok(crashing?.frames.some(({ symbol }) => symbol === 'sysrq_handle_crash'));
    assert.equal(crashing?.end.kind, 'user-mode');
    assert.deepEqual(cpus, [{ cpu: 0, pid: 1, comm: 'init', task: crashing.task }]);
  });

  it('adds source lines to the stack where the debuginfo is found', async () => {
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    assert.ok(vmlinux);
    const { connection } = start();
    await connection.request('open', { path });
    assert.equal(await connection.request('crashSource', { debuginfoPaths: [] }), null);
    const tree = vmlinux.replace(/\/boot\/[^/]*$/, '');
    const sourced = await connection.request('crashSource', { debuginfoPaths: [tree] });
    const handler = sourced?.frames.find(({ symbol }) => symbol === 'sysrq_handle_crash');
    assert.match(`${handler?.file}:${handler?.line}`, /\/drivers\/tty\/sysrq\.c:\d+$/);
    assert.ok(sourced?.frames.some(({ inlined }) => inlined));
  });

  it('lists the loaded modules', async () => {
    const { path } = requireDump('x86-6.1-kdump-zlib-d31');
    const { connection } = start();
    await connection.request('open', { path });
    const { modules, problems } = await connection.request('modules', null);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      modules.map(({ name }) => name),
      [
        'qemu_fw_cfg',
        'virtio_blk',
        'virtio_pci',
        'virtio_pci_modern_dev',
        'virtio_pci_legacy_dev',
        'virtio',
        'virtio_ring',
      ],
    );
    assert.match(modules[0]?.address ?? '', /^0xffffffffc[0-9a-f]{7}$/);
  });

  it('refuses what comes too early and what makes no sense, and goes on', async () => {
    const { connection } = start();
    await assert.rejects(connection.request('logChunk', { start: 0, count: 1 }), { code: 'not-open' });
    await assert.rejects(connection.request('open', { path: '/nowhere/vmcore' }), { code: 'file-not-found' });
    await assert.rejects(connection.request('readMemory', { address: 'x', sizeBytes: 8, physical: true }), {
      code: 'bad-request',
    });
    const { path } = requireDump('x86-6.1-kdump-zlib-d31');
    assert.equal((await connection.request('open', { path })).architecture, 'x86_64');
  });

  it('reads a log that was saved as text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vmcore-log-'));
    const path = join(folder, 'vmcore-dmesg.txt');
    await writeFile(
      path,
      '[    0.000000] Linux version 6.1\n[    1.500000] Kernel panic - not syncing: test\n',
    );
    const { connection } = start();
    assert.deepEqual(await connection.request('openSavedLog', { path }), { total: 2, panicRecord: 1 });
    const chunk = await connection.request('logChunk', { start: 1, count: 5 });
    assert.deepEqual(chunk.texts, ['Kernel panic - not syncing: test']);
    await rm(folder, { recursive: true });
  });

  it('leaves within two seconds when it is told to stop', async () => {
    const host = start();
    await host.connection.request('open', { path: requireDump('x86-6.1-kdump-zlib-d31').path });
    const before = performance.now();
    const gone = stopped(host);
    host.stop();
    await gone;
    assert.ok(performance.now() - before < 2000);
    await assert.rejects(host.connection.request('logChunk', { start: 0, count: 1 }), {
      code: 'dump-host-stopped',
    });
  });

  it('leaves by itself when the window that started it is gone', async () => {
    const child = fork(modulePath, [], { serialization: 'advanced' });
    await once(child, 'spawn');
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 0);
  });
});
