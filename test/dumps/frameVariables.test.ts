import assert from 'node:assert/strict';
import type { FrameData } from '../../core/protocol/backtraceData';
import type { CodeFrame, FrameVariable } from '../../core/protocol/panels/backtracesRequests';
import type { DumpHost } from '../../extension/dumpHost/dumpHostProcess';
import { numberOf } from '../adapter/frameValues';
import { requireDump, type LabDump } from './lab/labDump';
import { answerLines, drgnScript } from './lab/peerReads';
import { openDumpHost, taskWithPid } from './openDumpHost';

/** A function on the stack as drgn sees it, the inlined ones among them; `locals` are those that are numbers. */
interface PeerFrame {
  readonly name: string | null;
  readonly pc: string;
  readonly locals: Readonly<Record<string, string>>;
}

/** How the panel names a frame, and what it shows there. */
interface NamedFrame {
  readonly data: FrameData;
  readonly code: CodeFrame;
}

function namedFrames(frames: readonly FrameData[], task: string | undefined): readonly NamedFrame[] {
  let frame = 0;
  return frames.map((data, index) => {
    const own = frames.findIndex((each, at) => at >= index && !each.inlined);
    const code = { task, frame, inlined: own - index };
    if (own === index) frame++;
    return { data, code };
  });
}

describe('arguments and locals of frames, without a debug session', function () {
  this.timeout(300_000);
  let dump: LabDump;
  let debuginfoPaths: readonly string[];
  let host: DumpHost;

  const variablesOf = async (code: CodeFrame): Promise<readonly FrameVariable[]> =>
    (await host.connection.request('frameVariables', { ...code, debuginfoPaths })).variables;
  const framesOf = async (task: string | undefined): Promise<readonly NamedFrame[]> => {
    const { frames } = await host.connection.request('taskStackSource', { task, debuginfoPaths });
    return namedFrames(frames, task);
  };
  const drgnFrames = async (thread: string): Promise<readonly PeerFrame[]> => {
    const script = drgnScript('localsWithDrgn.py', dump.path, thread, dump.vmlinux!);
    return JSON.parse((await answerLines(script, [])).join('')) as readonly PeerFrame[];
  };

  before(async () => {
    dump = requireDump('x86-6.1-kdump-elf');
    debuginfoPaths = [dump.vmlinux!.replace(/\/boot\/[^/]*$/, '')];
    host = await openDumpHost(dump.path);
  });

  after(() => {
    host.stop();
  });

  for (const { thread, inlinedFunctions, least } of [
    { thread: 'crashed', inlinedFunctions: ['crash_setup_regs', 'pde_write', 'do_syscall_x64'], least: 20 },
    { thread: '2', inlinedFunctions: ['context_switch'], least: 9 },
  ]) {
    it(`are drgn's, those of inlined functions too: thread ${thread}`, async () => {
      const peer = await drgnFrames(thread);
      const task = thread === 'crashed' ? undefined : await taskWithPid(host, Number(thread));
      const frames = await framesOf(task);
      const inlined = frames.filter(({ data }) => data.inlined).map(({ data }) => data.symbol);
      assert.deepEqual(inlined, inlinedFunctions);
      let compared = 0;
      for (const { data, code } of frames) {
        const theirs = peer.find(({ name, pc }) => name === data.symbol && pc === data.pc);
        if (!theirs) continue;
        const shown = new Map((await variablesOf(code)).map(({ name, value }) => [name, value]));
        for (const [name, value] of Object.entries(theirs.locals)) {
          const ours = shown.get(name) ?? 'not shown';
          assert.equal(
            numberOf(ours),
            BigInt.asUintN(64, BigInt(value)),
            `${data.symbol}: ${name} = ${ours}`,
          );
          compared++;
        }
      }
      assert.ok(compared >= least, `${compared} values`);
    });
  }

  it('are those of each function where one is compiled into the other', async () => {
    const frames = await framesOf(undefined);
    const index = frames.findIndex(({ data }) => data.symbol === 'pde_write');
    const [inner, outer] = frames.slice(index);
    assert.ok(inner && outer);
    assert.deepEqual([outer.data.symbol, outer.code.frame], ['proc_reg_write', inner.code.frame]);
    const namesOf = async ({ code }: NamedFrame): Promise<readonly string[]> =>
      (await variablesOf(code)).map(({ name, isArgument }) => `${name}${isArgument ? ' (argument)' : ''}`);
    assert.deepEqual(await namesOf(inner), ['file (argument)', 'pde (argument)', 'write']);
    assert.deepEqual(await namesOf(outer), [
      ...['file', 'buf', 'count', 'ppos'].map((name) => `${name} (argument)`),
      ...['pde', 'rv'],
    ]);
  });

  it('are refused of a function that is not inlined there, and of a frame that is none', async () => {
    const frames = await framesOf(undefined);
    const inner = frames.find(({ data }) => data.symbol === 'pde_write')?.code;
    assert.ok(inner);
    await assert.rejects(variablesOf({ ...inner, inlined: 2 }), {
      code: 'frame-not-found',
      message: 'Frame #5 has no 2 functions inlined.',
    });
    // As many before it is a function that is inlined in another frame.
    const outer = frames.find(({ data }) => data.symbol === 'do_syscall_64')?.code;
    assert.ok(outer);
    await assert.rejects(variablesOf({ ...outer, inlined: 5 }), { code: 'frame-not-found' });
    await assert.rejects(variablesOf({ frame: 1000 }), { code: 'frame-not-found' });
  });
});
