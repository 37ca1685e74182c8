import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

type Instruction = Dap.DisassembledInstruction;
type MemoryAnswer = NonNullable<Dap.ReadMemoryResponse['body']>;

/** A line of gdb's: address, name in brackets, bytes, text. */
const gdbLine = /^\s*(0x[0-9a-f]{16})(?: <([\w.]+)(?:\+(\d+))?>)?:\t((?:[0-9a-f]{2} ?)+)\t(.*)$/;

/** What gdb makes of the kernel as it lies on the disk, by address. */
function disassembledByGdb(vmlinux: string, start: string, end: string): ReadonlyMap<string, Instruction> {
  const command = ['-nx', '-batch', '-ex', `disassemble /r ${start},${end}`, vmlinux];
  const lines = execFileSync('gdb-multiarch', command, { encoding: 'utf8' }).split('\n');
  return new Map(
    lines.flatMap((line): [string, Instruction][] => {
      const [, address, name, offset = '0', instructionBytes = '', instruction = ''] =
        gdbLine.exec(line) ?? [];
      if (address === undefined) return [];
      const behind = offset === '0' ? '' : `+0x${Number(offset).toString(16)}`;
      const place = name === undefined ? {} : { symbol: `${name}${behind}` };
      return [[address, { address, instructionBytes, instruction, ...place }]];
    }),
  );
}

/** Without the names that addresses in it have. */
const bare = (text: string): string =>
  text
    .replace(/\s+(# )?<.*/, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The kernel replaces instructions while it boots: what traces functions, and what this processor does otherwise. */
const leastAlike = 0.95;

describe('a debug session of a machine whose page tables, code and stacks are not known here', function () {
  this.timeout(120_000);
  const dump = requireDump('ppc64le-6.12-qemu-elf');
  const vmlinux = dump.bootedPath ?? '';
  let conversation: Conversation;

  const start = async (env?: NodeJS.ProcessEnv, core = dump.path, more: object = {}): Promise<void> => {
    conversation = await Conversation.start(env);
    await conversation.launch({ core, ...more });
  };
  const evaluated = async (expression: string): Promise<Dap.EvaluateResponse['body']> =>
    (await conversation.client.evaluateRequest({ expression, context: 'watch' })).body;
  const answered = async (command: string, args: object): Promise<unknown> =>
    ((await conversation.client.customRequest(command, args)) as { readonly body: unknown }).body;
  const disassembled = async (args: Dap.DisassembleArguments): Promise<readonly Instruction[]> => {
    const body = (await answered('disassemble', args)) as { readonly instructions: readonly Instruction[] };
    return body.instructions;
  };
  const read = async (memoryReference: string, count: number): Promise<MemoryAnswer> =>
    (await answered('readMemory', { memoryReference, count })) as MemoryAnswer;

  afterEach(async () => {
    await conversation.end();
  });

  for (const name of ['ppc64le-6.12-qemu-elf', 'ppc64le-6.12-qemu-kdump'])
    it(`disassembles ${name} as gdb does its kernel's file, around the start of functions`, async () => {
      await start({}, requireDump(name).path);
      let compared = 0;
      let alike = 0;
      for (const functionName of ['sysrq_handle_crash', 'vfs_write', 'schedule', 'kfree', 'proc_reg_write']) {
        const { memoryReference = '' } = await evaluated(functionName);
        const ours = await disassembled({ memoryReference, instructionOffset: -40, instructionCount: 160 });
        assert.equal(ours.length, 160);
        const begins = ours.find(({ symbol }) => symbol === functionName);
        assert.equal(begins?.address, memoryReference);
        assert.equal(ours.indexOf(begins), 40);
        const [first, last] = [ours[0]?.address ?? '', ours.at(-1)?.address ?? ''];
        const peers = disassembledByGdb(vmlinux, first, `${last}+4`);
        for (const instruction of ours) {
          const peer = peers.get(instruction.address);
          const what = `${instruction.address} ${instruction.instruction}: ${peer?.instruction}`;
          assert.ok(peer, what);
          if (peer.symbol !== undefined) assert.equal(instruction.symbol, peer.symbol, what);
          compared++;
          if (instruction.instructionBytes !== peer.instructionBytes) continue;
          assert.equal(bare(instruction.instruction), bare(peer.instruction), what);
          alike++;
        }
      }
      assert.equal(compared, 800);
      assert.ok(alike / compared > leastAlike, `${alike} of ${compared} are as in the file`);
    });

  it('says at once what of that machine is not read', async () => {
    conversation = await Conversation.start();
    const said: string[] = [];
    const rest = new Promise<void>((resolve) => {
      conversation.client.on('output', ({ body }: Dap.OutputEvent) => {
        said.push(body.output);
        if (said.length === 3) resolve();
      });
    });
    await conversation.launch({ core: dump.path });
    await rest;
    assert.match(
      said[0]!,
      /^Page tables of ppc64le are not read: .* those of modules, vmalloc and processes/,
    );
    assert.match(said[1]!, /^Stacks of ppc64le machines cannot be unwound yet; .* bt\.$/m);
    assert.match(said[2]!, /^No arguments and locals: /);
  });

  it('has its tasks, variables and memory, and says what it cannot know', async () => {
    await start();
    const { client } = conversation;
    const { threads } = (await client.threadsRequest()).body;
    assert.equal(threads[0]?.name, '1 init (on cpu 0)');
    assert.ok(threads.some(({ name }) => name.startsWith('2 kthreadd')));
    assert.equal((await evaluated('init_task.comm')).result, '"swapper/0"');
    const crash = (await client.exceptionInfoRequest({ threadId: 1 })).body;
    assert.equal(crash.exceptionId, 'Crash on request (SysRq c)');
    const frames = await conversation.stack(1);
    assert.equal(frames.length, 1);
    const kthreadd = threads.find(({ name }) => name.startsWith('2 kthreadd'))?.id ?? 0;
    await assert.rejects(
      client.stackTraceRequest({ threadId: kthreadd }),
      /Stacks of ppc64le machines cannot be unwound yet/,
    );
    const { memoryReference = '' } = await evaluated('linux_banner');
    const banner = await read(memoryReference, 13);
    assert.equal(Buffer.from(banner.data ?? '', 'base64').toString(), 'Linux version');
    // Where vmalloc begins on machines of POWER9.
    assert.equal((await read('0xc008000000000000', 16)).unreadableBytes, 16);
    const [place] = await disassembled({ memoryReference: '0xc008000000000000', instructionCount: 1 });
    assert.deepEqual([place?.presentationHint, place?.instruction], ['invalid', '?? (not-translatable)']);
  });

  describe('and of gdb', () => {
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'vmcore-other-'));
      mkdirSync(join(folder, 'bin'));
      symlinkSync(process.execPath, join(folder, 'bin/node'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    it('says which one to install where there is none, and does all else', async () => {
      await start({ PATH: join(folder, 'bin') });
      const { memoryReference = '' } = await evaluated('panic');
      await assert.rejects(
        disassembled({ memoryReference, instructionCount: 4 }),
        /gdb-multiarch or gdb is not installed on this machine/,
      );
      assert.equal((await conversation.stack(1)).length, 1);
    });

    it('says which one knows the machine where the person’s own does not', async () => {
      await start({}, dump.path, { gdb: 'gdb' });
      const { memoryReference = '' } = await evaluated('panic');
      await assert.rejects(
        disassembled({ memoryReference, instructionCount: 4 }),
        /Code of ppc64le is disassembled by gdb, which does not know that machine here \(.*gdb\)/,
      );
    });
  });
});
