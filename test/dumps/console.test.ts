import assert from 'node:assert/strict';
import { RequestCancellation } from '../../core/protocol/connection';
import { requireDump } from './lab/labDump';
import { ConsoleSession } from './consoleSession';
import { dumpedTasks, type DumpedTasks } from './dumpedTasks';

describe('the crash console', function () {
  this.timeout(600_000);
  let session: ConsoleSession;
  let tasks: DumpedTasks;

  before(async () => {
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    const { path, vmlinux } = dump;
    tasks = await dumpedTasks(dump);
    session = new ConsoleSession([vmlinux!.replace(/\/boot\/[^/]*$/, '')]);
    await session.host.connection.request('open', { path });
  });

  after(() => {
    session.host.stop();
  });

  it('carries out commands of crash, and says that crash begins to read', async () => {
    assert.match(await session.run('sys'), /^ +RELEASE: 6\.1\./m);
    assert.deepEqual(session.notices, ['crash reads the debug information …\n']);
    assert.match(await session.run('bt'), /^ #2 \[[0-9a-f]{16}\] panic at [0-9a-f]{16}$/m);
    assert.equal(session.notices.length, 1);
  });

  it('loses and mixes no output of commands that are asked for at once', async () => {
    const answers = await Promise.all(['eval 1', 'log', 'eval 2'].map((line) => session.run(line)));
    assert.match(answers[0]!, /^ +decimal: 1 /m);
    assert.match(answers[1]!, /Kernel panic - not syncing/);
    assert.doesNotMatch(answers[1]!, /decimal: /);
    assert.match(answers[2]!, /^ +decimal: 2 /m);
  });

  it('gives up a command while its output comes, and answers the next', async () => {
    const cancellation = new RequestCancellation();
    const first = session.firstOutput();
    const asked = session.run('rd -8 _stext 8000000', 'crash', { cancellation });
    const refused = assert.rejects(asked, { code: 'cancelled' });
    await Promise.race([first, refused]);
    cancellation.cancel();
    await refused;
    assert.match(await session.run('eval 3'), /^ +decimal: 3 /m);
  });

  it('refuses what reaches beyond the dump', async () => {
    for (const line of ['bt | cat', '!id', 'gdb shell id', 'extend /tmp/x.so', 'log > /tmp/canary']) {
      await assert.rejects(session.run(line), { code: 'unsafe-text' }, line);
    }
    await assert.rejects(session.run('shell id', 'gdb'), { code: 'unsafe-text' });
    await assert.rejects(session.run('python print(1)', 'gdb'), { code: 'unsafe-text' });
  });

  it('completes commands, symbols, types, modules and pids', async () => {
    assert.deepEqual(await session.complete('km'), ['kmem']);
    assert.ok((await session.complete('rd init_ta')).includes('init_task'));
    assert.ok((await session.complete('struct task_st')).includes('task_struct'));
    assert.deepEqual(await session.complete('mod -s virtio_b'), ['virtio_blk']);
    const pids = tasks.pids.map(String).filter((pid) => pid.startsWith('9'));
    assert.deepEqual(await session.complete('bt 9'), pids);
    assert.ok((await session.complete('gdb inf')).includes('info'));
    assert.ok((await session.complete('disassemble sysrq_handle_c', 'gdb')).includes('sysrq_handle_crash'));
  });

  const lines = [
    ...['mount', 'mod', 'files', 'files 1', 'log', 'sys', 'sym init_task', 'sym schedule schedule_timeout'],
    ...['rd init_task 8', 'rd -32 linux_banner 9', 'rd -8 linux_banner 20', 'rd -x init_task 3'],
    ...['struct list_head', 'struct -o mm_struct', 'struct task_struct.comm', 'union sigval'],
    ...['struct uts_namespace init_uts_ns', 'struct uts_namespace init_uts_ns -o', '* list_head init_task'],
    ...['task_struct.comm,pid,se.vruntime init_task', 'struct mutex cgroup_mutex'],
    ...['dis schedule_timeout', 'dis schedule_timeout+19 3', 'dis -r schedule_timeout+33'],
  ];
  for (const line of lines) {
    it(`says the same as crash to “${line}”, natively`, async () => {
      assert.equal((await session.compare(line))?.isSame, true);
    });
  }

  // crash 8.0 looks for tasks in a pid hash, and takes old words on a stack for frames; a newer one does better.
  it('says where crash finds other tasks, or other frames', async () => {
    for (const [line, count] of [
      ['ps', tasks.count],
      ['bt', 10],
    ] as const) {
      const { counts, common } = (await session.compare(line))!;
      assert.equal(counts?.native ?? common, count);
    }
  });

  // crash 8.0 looks for tasks in a pid hash, which Linux 6.1 has no more: it finds those on cpus.
  it('says that crash does not know a task, and that it means its own', async () => {
    const own = /^ +TASK: ([0-9a-f]{16}) /m.exec(await session.run('set'))?.[1];
    const unknown = await session.taskOf(2);
    const { text } = await session.runAbout(unknown, 'bt');
    assert.ok(text.startsWith(`crash knows no task ${unknown.slice(2)}: it means its own.\n`));
    assert.equal(/TASK: ([0-9a-f]{16}) /.exec(text)?.[1], own);
  });

  it('has no native answer to what crash alone knows', async () => {
    assert.equal(await session.native('bpf'), undefined);
    assert.equal(await session.native('bt -FF'), undefined);
    assert.equal(await session.native('struct no_such_struct'), undefined);
    assert.equal(await session.native('rd -d init_task'), undefined);
    assert.equal(await session.native('vtop -k 1000'), undefined);
    assert.equal(await session.native('vtop -u ffffffff81000000'), undefined);
    assert.equal(await session.native('rd -u ffffffff81000000'), undefined);
    assert.equal(await session.native('constructor'), undefined);
  });

  it('carries out commands of gdb where the machine crashed', async () => {
    assert.match(
      await session.run('info symbol sysrq_handle_crash', 'gdb'),
      /^sysrq_handle_crash in section/m,
    );
    assert.match(await session.run('bt', 'gdb'), /sysrq_handle_crash/);
    assert.match(await session.run('print init_task.comm', 'gdb'), /"swapper\/0/);
  });

  it('has gdb stand where the task left off that all views mean, and go back to the crash', async () => {
    const kthreadd = await session.taskOf(2);
    const { text } = await session.runAbout(kthreadd, 'bt', 'gdb');
    assert.match(text, /schedule .*\n(?:.*\n)*.*kthreadd/);
    assert.doesNotMatch(text, /sysrq_handle_crash/);
    await session.runAbout(kthreadd, 'frame function kthreadd', 'gdb');
    assert.match((await session.runAbout(kthreadd, 'info frame', 'gdb')).text, /in kthreadd/);
    assert.match(await session.run('bt', 'gdb'), /sysrq_handle_crash/);
  });

  it('says where gdb knows no such task', async () => {
    const { text } = await session.runAbout('0xffff000000000000', 'print 1 + 1', 'gdb');
    assert.match(text, /^The dump tells no registers of task ffff000000000000: .*\n\$\d+ = 2/);
  });
});
