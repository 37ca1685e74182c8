import assert from 'node:assert/strict';
import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VmcoreError } from '../../core/base/errors';
import { RequestCancellation, type RequestOptions } from '../../core/protocol/connection';
import type { EngineLine, EngineName } from '../../core/protocol/panels/consoleRequests';
import { compareAnswers, type Comparison } from '../../extension/console/compareAnswers';
import { startDumpHost, type DumpHost } from '../../extension/dumpHost/dumpHostProcess';
import { projectRoot } from '../support/manifest';
import { hostTool } from './lab/debianTools';
import { requireDump } from './lab/labDump';
import { taskWithPid } from './openDumpHost';

const modulePath = join(__dirname, '../../debug-adapter/main.js');

/** A dump host and what its engines say, as the extension hears it. */
class Console {
  private readonly heard = new Map<string, string>();
  private readonly waiting = new Map<string, () => void>();
  private runs = 0;
  readonly host: DumpHost;
  readonly notices: string[] = [];

  constructor(
    private readonly debuginfoPaths: readonly string[],
    private readonly crashProgram?: string,
  ) {
    this.host = startDumpHost(
      modulePath,
      {
        logLine: () => null,
        debugMessage: () => null,
        engineOutput: ({ run, text, isNotice }) => {
          if (isNotice) this.notices.push(text);
          else this.heard.set(run, (this.heard.get(run) ?? '') + text);
          if (!isNotice) this.waiting.get(run)?.();
          return null;
        },
      },
      (line) => {
        process.stderr.write(`${line}\n`);
      },
    );
  }

  async run(line: string, engine: EngineName = 'crash', options?: RequestOptions): Promise<string> {
    return (await this.ask(line, { engine }, options)).text;
  }

  /** What is said about that task, and which one crash means from then on, where it tells. */
  runAbout(
    task: string | undefined,
    line: string,
    engine: EngineName = 'crash',
  ): Promise<{ readonly text: string; readonly task?: string }> {
    return this.ask(line, { engine, task });
  }

  private async ask(
    line: string,
    about: Pick<EngineLine, 'engine' | 'task'>,
    options?: RequestOptions,
  ): Promise<{ readonly text: string; readonly task?: string }> {
    const run = String(++this.runs);
    const { debuginfoPaths, crashProgram } = this;
    const asked = { run, line, debuginfoPaths, crashProgram, ...about };
    const told = await this.host.connection.request('runLine', asked, options);
    return { ...told, text: this.heard.get(run) ?? '' };
  }

  /** Resolves with the first output of the line that is run next. */
  firstOutput(): Promise<void> {
    return new Promise((resolve) => this.waiting.set(String(this.runs + 1), resolve));
  }

  async native(line: string, task?: string): Promise<string | undefined> {
    return (await this.host.connection.request('nativeText', { line, task }))?.text;
  }

  /** How crash's answer and the native one go together. */
  async compare(line: string, task?: string): Promise<Comparison | undefined> {
    const { text } = await this.runAbout(task, line);
    return compareAnswers(line, text, (await this.native(line, task)) ?? '');
  }

  /** The address of the task_struct. */
  taskOf(pid: number): Promise<string> {
    return taskWithPid(this.host, pid);
  }

  async complete(line: string, engine: EngineName = 'crash'): Promise<readonly string[]> {
    const { items } = await this.host.connection.request('completeLine', { engine, line });
    return items.map(({ text }) => text);
  }
}

describe('the crash console', function () {
  this.timeout(600_000);
  let session: Console;

  before(async () => {
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    session = new Console([vmlinux!.replace(/\/boot\/[^/]*$/, '')]);
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
    assert.deepEqual(await session.complete('bt 9'), ['9', '90', '91', '92', '93', '94', '97']);
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
      ['ps', 52],
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

// Of another kernel, which this machine's crash does not know.
describe('the crash console with a newer crash', function () {
  this.timeout(600_000);
  let folder: string;
  let session: Console;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-crash-'));
    const program = join(folder, 'crash');
    await writeFile(program, `#!/bin/sh\nexec ${(await hostTool('crash')).join(' ')} "$@"\n`, {
      mode: 0o755,
    });
    const { path, vmlinux } = requireDump('x86-6.12-crash-deadlock');
    session = new Console([vmlinux!.replace(/\/boot\/[^/]*$/, '')], program);
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

describe('the crash console without a crash that serves', () => {
  let folder: string;
  let session: Console;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vmcore-fake-'));
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    session = new Console([vmlinux!.replace(/\/boot\/[^/]*$/, '')], join(folder, 'crash.mjs'));
    await session.host.connection.request('open', { path });
  });

  afterEach(async () => {
    session.host.stop();
    await rm(folder, { recursive: true });
  });

  const installFake = async (fault: string): Promise<void> => {
    await copyFile(join(projectRoot, 'test/support/engines/fakeCrash.mjs'), join(folder, 'crash.mjs'));
    await chmod(join(folder, 'crash.mjs'), 0o755);
    await writeFile(join(folder, 'fault'), fault);
  };

  it('says how to install it, and takes one that came meanwhile', async () => {
    await assert.rejects(session.run('sys'), (error: VmcoreError) => {
      assert.equal(error.code, 'engine-missing');
      assert.match(error.nextStep, /[Ii]nstall/);
      return true;
    });
    await installFake('');
    assert.equal(await session.run('sys'), 'sys\n');
  });

  it('says that it refuses this kernel, in its own words', async () => {
    await installFake('start-die');
    await assert.rejects(session.run('sys'), {
      code: 'engine-outdated',
      message: /does not open this dump of Linux 6\.1.*vmlinux and vmcore do not match!/s,
    });
  });

  it('has what came before the end of a crash that dies, and starts it again', async () => {
    await installFake('die');
    await assert.rejects(session.run('sys'), { code: 'engine-stopped' });
    await installFake('');
    assert.equal(await session.run('bt'), 'bt\n');
  });
});
