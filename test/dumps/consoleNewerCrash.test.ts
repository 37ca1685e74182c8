import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostTool } from './lab/debianTools';
import { requireDump } from './lab/labDump';
import { ConsoleSession } from './consoleSession';

// Of another kernel, which this machine's crash does not know.
describe('the crash console with a newer crash', function () {
  this.timeout(600_000);
  let folder: string;
  let session: ConsoleSession;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-crash-'));
    const program = join(folder, 'crash');
    await writeFile(program, `#!/bin/sh\nexec ${(await hostTool('crash')).join(' ')} "$@"\n`, {
      mode: 0o755,
    });
    const { path, vmlinux } = requireDump('x86-6.12-crash-deadlock');
    session = new ConsoleSession([vmlinux!.replace(/\/boot\/[^/]*$/, '')], program);
    await session.host.connection.request('open', { path });
  });

  after(async () => {
    session.host.stop();
    await rm(folder, { recursive: true });
  });

  const lines = [
    ...['ps', 'ps -m', 'ps -k', 'ps -u', 'ps -G', 'ps -A', 'ps -S', 'ps crasher', 'ps -m 1'],
    ...['bt 1', 'vm 1', 'files 1', 'mount', 'mod', 'kmem -s', 'kmem -s task_struct', 'rd -p 1000 4'],
    ...['struct sk_buff', 'struct -o task_struct', 'struct page', 'struct rq'],
    ...['dis schedule', 'dis mutex_lock', 'dis do_exit', 'dis -x schedule_timeout 5'],
  ];
  for (const line of lines) {
    it(`says the same as crash to “${line}”, natively`, async () => {
      assert.equal((await session.compare(line))?.isSame, true);
    });
  }

  it('says the same of a sleeping task, its stack, its memory and their pages', async () => {
    const [task = ''] = /(?<= )[\da-f]{16}(?= )/.exec((await session.native('ps 1')) ?? '') ?? [];
    const [stack = ''] = /(?<=#0 \[)[\da-f]{16}/.exec((await session.native('bt 1')) ?? '') ?? [];
    const [mm = ''] = /^[\da-f]{16}(?= )/m.exec((await session.native('vm 1')) ?? '') ?? [];
    for (const line of [
      ...[`struct task_struct ${task}`, `struct task_struct -o ${task}`, `struct mm_struct ${mm}`],
      ...[`rd ${stack} 32`, `rd -s ${stack} 32`, `rd -S ${stack} 32`, `rd -SS ${stack} 32`],
      ...[task, stack, mm].map((address) => `vtop ${address}`),
    ]) {
      assert.equal((await session.compare(line))?.isSame, true, line);
    }
  });

  it('means the task that it is told, and tells which one a person sets', async () => {
    const [init, thread] = [await session.taskOf(1), await session.taskOf(2)];
    const about = async (task?: string): Promise<string | undefined> =>
      /^PID: (\d+)/.exec((await session.runAbout(task, 'bt')).text)?.[1];
    assert.equal(await about(init), '1');
    assert.equal(await about(thread), '2');
    assert.equal(await about(), '2', 'crash stays with it');
    const { text, task } = await session.runAbout(thread, 'set 1');
    assert.match(text, /^ +PID: 1$/m);
    assert.equal(task, init);
    const { crashing } = await session.host.connection.request('crashStacks', null);
    assert.equal((await session.runAbout(init, '  set -p')).task, crashing?.task);
    assert.equal((await session.runAbout(init, 'set 999999')).task, init, 'crash refuses it');
    assert.equal((await session.runAbout(thread, 'bt 1')).task, undefined);
    assert.deepEqual(session.notices.slice(1), []);
  });

  it('says the same of the memory that the task has, or has not', async () => {
    const [init, thread] = [await session.taskOf(1), await session.taskOf(2)];
    const regions = [
      ...((await session.native('vm', init)) ?? '').matchAll(/^[\da-f]{16} +([\da-f]+) +[\da-f]+ /gm),
    ];
    const starts = regions.map(([, start = '']) => start);
    assert.ok(starts.length > 5);
    for (const line of ['vm', 'bt', ...starts.map((start) => `vtop ${start}`), 'vtop -u 1000']) {
      assert.equal((await session.compare(line, init))?.isSame, true, line);
    }
    const [first = ''] = starts;
    for (const line of [`rd ${first} 64`, `rd -u ${first} 64`, `rd -8 ${first} 50`]) {
      assert.equal((await session.compare(line, init))?.isSame, true, line);
      assert.equal(await session.native(line, init), (await session.runAbout(init, line)).text, line);
    }
    assert.equal((await session.compare(`vtop ${first}`, thread))?.isSame, true);
    assert.equal(await session.native(`rd ${first}`, thread), undefined);
  });

  it('says where crash takes for mapped what the page tables do not map', async () => {
    assert.equal((await session.compare('vtop ffffffffff5fb000'))?.different, 1);
  });
});
