import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump, type LabDump } from '../dumps/lab/labDump';
import { answerLines, drgnScript } from '../dumps/lab/peerReads';
import { eventually } from '../ui/eventually';
import { descendantsOf, isAlive } from './childProcesses';
import { Conversation } from './conversation';
import { numberOf, valuesOfFrame } from './frameValues';
import { assertGolden, withoutPlaces } from './goldenText';

interface PeerFrame {
  readonly name: string | null;
  readonly locals: Readonly<Record<string, string>>;
}

describe('a debug session with gdb', function () {
  this.timeout(300_000);
  let conversation: Conversation;

  beforeEach(async () => {
    conversation = await Conversation.start();
  });

  afterEach(async () => {
    await conversation.end();
  });

  const launch = (dump: LabDump, more: object = {}): Promise<void> =>
    conversation.launchWithGdb({ core: dump.path, vmlinux: dump.vmlinux, ...more });

  const localsOf = (frame: Dap.StackFrame): Promise<readonly Dap.Variable[]> =>
    valuesOfFrame(conversation, frame);

  const noteLocals = async (frames: readonly Dap.StackFrame[]): Promise<void> => {
    for (const frame of frames) {
      conversation.note(frame.name);
      for (const { name, value, type } of await localsOf(frame)) {
        conversation.note(`  ${name} = ${value} : ${type ?? ''}`);
      }
    }
  };

  it('shows the arguments and locals of a module across the exception that it ran into', async () => {
    const dump = requireDump('x86-6.1-crash-null-deref');
    const { moduleDebuginfo } = (dump as unknown as { crash: { moduleDebuginfo: string } }).crash;
    await launch(dump, { debuginfoPaths: [dirname(moduleDebuginfo)] });
    const frames = await conversation.stack(1);
    const entry = frames.findIndex(({ name }) => name.startsWith('asm_exc_page_fault'));
    assert.ok(entry > 0);
    const ofModule = frames.slice(entry + 1).filter(({ moduleId }) => moduleId === 'labcrash');
    assert.ok(ofModule.length >= 4);
    await noteLocals(ofModule);
    const inFault = conversation.transcript.slice(
      conversation.transcript.indexOf('labcrash_set_depth [labcrash] ('),
    );
    assertGolden(
      'gdb-module-frames',
      withoutPlaces(inFault.slice(inFault.lastIndexOf('labcrash_set_depth'))),
    );
  });

  for (const [thread, pid] of [
    ['the crashing thread', 'crashed'],
    ['a sleeping thread', '2'],
  ] as const) {
    it(`shows what drgn knows of ${thread}`, async () => {
      const dump = requireDump('x86-6.1-kdump-elf');
      const script = drgnScript('localsWithDrgn.py', dump.path, pid, dump.vmlinux!);
      const peer = JSON.parse((await answerLines(script, [])).join('')) as readonly PeerFrame[];
      await launch(dump);
      const { threads } = (await conversation.client.threadsRequest()).body;
      const { id } = threads.find(({ name }) => (pid === 'crashed' ? true : name.startsWith(`${pid} `)))!;
      const frames = await conversation.stack(id);
      let compared = 0;
      for (const { name, locals } of peer) {
        const ours = frames.find((frame) => frame.name.replace(/(\.cold|\.isra\.\d+)? \(.*/, '') === name);
        if (!ours || Object.keys(locals).length === 0) continue;
        const shown = new Map((await localsOf(ours)).map((each) => [each.name, numberOf(each.value)]));
        for (const [local, value] of Object.entries(locals)) {
          const number = shown.get(local);
          if (number === undefined) continue;
          assert.equal(number, BigInt.asUintN(64, BigInt(value)), `${name}: ${local}`);
          compared++;
        }
      }
      assert.ok(compared >= (pid === 'crashed' ? 20 : 6), `${compared} values`);
    });
  }

  it('answers questions about several stacks at once as it does one by one', async () => {
    await launch(requireDump('x86-6.1-kdump-zlib-d31'));
    const { threads } = (await conversation.client.threadsRequest()).body;
    const questions: Omit<Dap.EvaluateArguments, 'expression'>[] = [];
    for (const { id } of threads.slice(0, 8)) {
      const frames = await conversation.stack(id);
      for (const { id: frameId } of frames.slice(1, 4)) {
        for (const hex of [false, true]) questions.push({ frameId, format: { hex } });
      }
    }
    // A cast keeps the native reader, which knows registers too, from answering.
    const ask = async (question: (typeof questions)[number]): Promise<string> => {
      const { body } = await conversation.client
        .evaluateRequest({ ...question, expression: '0 + (1 ? (unsigned long)$sp : 0)' })
        .catch((error: unknown) => ({ body: { result: String(error) } }));
      return body.result;
    };
    const oneByOne: string[] = [];
    for (const question of questions) oneByOne.push(await ask(question));
    assert.ok(new Set(oneByOne.filter((answer) => /^\d+$/.test(answer))).size > 10, oneByOne.join(', '));
    assert.deepEqual(await Promise.all(questions.map(ask)), oneByOne);
  });

  it('evaluates what is local to a function, and what only gdb knows', async () => {
    await launch(requireDump('x86-6.1-kdump-zlib-d31'));
    const frames = await conversation.stack(1);
    const frame = frames.find(({ name }) => name.startsWith('vfs_write'))!;
    for (const expression of [
      'count',
      'count + 1',
      'file->f_mode',
      'sizeof(struct page)',
      'init_task.comm',
    ]) {
      await conversation.evaluate(expression, frame.id);
    }
    for (const expression of ['no_such_name', '$_shell("id")', 'panic(1)', 'count = 3', '1\n-gdb-exit']) {
      await conversation.evaluate(expression, frame.id, 'hover');
    }
    await conversation.evaluate('gdb shell touch /tmp/vmcore-canary', frame.id, 'repl');
    await conversation.evaluate('gdb kill', frame.id, 'repl');
    const output = conversation.client.waitForEvent('output') as Promise<Dap.OutputEvent>;
    await conversation.evaluate('gdb ptype struct list_head', frame.id, 'repl');
    assert.match((await output).body.output, /struct list_head \{/);
    const text = conversation.transcript.slice(conversation.transcript.indexOf('count = '));
    assertGolden('gdb-expressions', withoutPlaces(text));
  });

  it('names the flags in what only gdb can read, as it does in all else', async () => {
    await launch(requireDump('x86-6.1-kdump-zlib-d31'));
    const frames = await conversation.stack(1);
    const { id } = frames.find(({ name }) => name.startsWith('vfs_write'))!;
    const file = (await conversation.evaluate('*file', id))!;
    const mode = (await conversation.variables(file)).find(({ name }) => name === 'f_mode')!;
    assert.match(mode.value, /^0x[0-9a-f]+ <FMODE_WRITE \| .*FMODE_OPENED/);
    const valueOf = async (expression: string): Promise<string> =>
      (await conversation.evaluate(expression, id))!.result;
    assert.equal(await valueOf('file->f_mode'), mode.value);
    assert.match(await valueOf('file->f_inode->i_flags'), /^(0|0x[0-9a-f]+ <S_\w+( \| S_\w+)*>)$/);
    assert.equal(await valueOf('count ? file->f_mode : 0'), mode.value);
    assert.match(await valueOf('count + file->f_mode'), /^\d+$/, 'a sum holds no flags');
  });

  it('refuses a vmlinux of another build, and names both', async () => {
    const { path } = requireDump('x86-6.1-kdump-zlib-d31');
    const { vmlinux } = requireDump('x86-6.12-kdump-zstd-d31');
    await conversation.client.initializeRequest();
    await assert.rejects(
      conversation.client.customRequest('launch', { core: path, vmlinux }),
      (error: Error) => {
        assert.match(error.message, /is of another build \(release 6\.12\S*, build-id [0-9a-f]{40}\)/);
        assert.match(error.message, /release 6\.1\.\S*, build-id [0-9a-f]{40}/);
        return true;
      },
    );
  });

  it('says once what gdb would give where there is no vmlinux', async () => {
    const output = conversation.client.waitForEvent('output') as Promise<Dap.OutputEvent>;
    await conversation.launch({ core: requireDump('x86-newest-kdump-elf').path });
    assert.match((await output).body.output, /^No arguments and locals: .*vmlinux.*linux-image-.*-dbg/);
    assert.equal((await conversation.stack(1))[0]!.name, '__crash_kexec');
  });

  it('starts gdb again when it died', async () => {
    await launch(requireDump('x86-6.1-kdump-zlib-d31'));
    const frames = await conversation.stack(1);
    const frame = frames.find(({ name }) => name.startsWith('vfs_write'))!;
    const before = await localsOf(frame);
    const [gdb = 0] = descendantsOf(conversation.pid);
    process.kill(gdb, 'SIGKILL');
    const named = (variables: readonly Dap.Variable[]): readonly string[] =>
      variables.map(({ name, value }) => `${name} = ${value}`);
    assert.ok(before.length > 3);
    await eventually(60_000, async () => {
      assert.deepEqual(named(await localsOf(frame)), named(before));
    });
    assert.ok(!isAlive(gdb));
  });

  it('takes gdb along when it ends before gdb has joined', async () => {
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    await conversation.launch({ core: dump.path, vmlinux: dump.vmlinux });
    const children = await eventually(20_000, () => {
      const found = descendantsOf(conversation.pid);
      assert.equal(found.length, 1);
      return Promise.resolve(found);
    });
    await conversation.end();
    await eventually(4000, () => {
      assert.deepEqual(children.filter(isAlive), []);
      return Promise.resolve();
    });
  });

  it('does not mind others at the same time, on the same dump and on another', async () => {
    const others = await Promise.all([Conversation.start(), Conversation.start()]);
    try {
      const dumps = ['x86-6.1-kdump-zlib-d31', 'x86-6.1-kdump-zlib-d31', 'x86-6.12-kdump-zstd-d31'];
      const releases = await Promise.all(
        [conversation, ...others].map(async (each, index) => {
          const { path, vmlinux } = requireDump(dumps[index]!);
          await each.launchWithGdb({ core: path, vmlinux });
          const frame = (await each.stack(1)).find(({ name }) => name.startsWith('vfs_write'))!;
          const count = (await valuesOfFrame(each, frame)).find(({ name }) => name === 'count');
          const release = await each.evaluate('init_uts_ns.name.release', frame.id);
          return `${release?.result} ${count?.value}`;
        }),
      );
      assert.equal(releases[0], releases[1]);
      assert.match(releases[0]!, /^"6\.1\..* 2$/);
      assert.match(releases[2]!, /^"6\.12\..* 2$/);
    } finally {
      for (const other of others) await other.end();
    }
  });

  it('leaves no process behind, however it ends', async () => {
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    await launch(dump);
    const children = descendantsOf(conversation.pid);
    assert.equal(children.length, 1);
    await conversation.end();
    await eventually(5000, async () => {
      assert.deepEqual(children.filter(isAlive), []);
      return Promise.resolve();
    });
    const killed = await Conversation.start();
    try {
      await killed.launchWithGdb({ core: dump.path, vmlinux: dump.vmlinux });
      const orphans = descendantsOf(killed.pid);
      assert.equal(orphans.length, 1);
      process.kill(killed.pid, 'SIGKILL');
      await eventually(5000, async () => {
        assert.deepEqual(orphans.filter(isAlive), []);
        return Promise.resolve();
      });
    } finally {
      await killed.end();
    }
  });
});
