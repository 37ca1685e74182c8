import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump } from '../dumps/lab/labDump';
import { readManifest, readProjectFile } from '../support/manifest';
import { Conversation } from './conversation';
import { assertGolden, withoutPlaces } from './goldenText';

const expressions = [
  'init_task.comm',
  'init_task.pid',
  'current->comm[0]',
  '$rip',
  '&init_task',
  '*(struct list_head *)&init_task.tasks',
  '((struct task_struct *)current)->real_parent->comm',
  'schedule',
  '(unsigned int)-1 + 1',
  'no_such_symbol',
  'foo(1)',
  'init_task.no_such_member',
];

const refused = ['continue', 'next', 'stepIn', 'pause', 'setVariable', 'writeMemory', 'no-such-request'];

describe('a debug session without any tool', () => {
  let conversation: Conversation;

  beforeEach(async () => {
    conversation = await Conversation.start();
  });

  afterEach(async () => {
    await conversation.end();
  });

  for (const name of [
    'x86-6.1-kdump-zlib-d31',
    'x86-6.12-kdump-zstd-d31',
    'arm64-6.1-qemu-elf',
    'x86-newest-kdump-elf',
  ]) {
    it(`talks about ${name} as it always did`, async () => {
      await conversation.launch({ core: requireDump(name).path });
      // QEMU dumps a machine in the middle of whatever follows a panic.
      const [frame] = await conversation.stack(1, 'panic');
      const scopes = await conversation.scopes(frame!.id);
      const registers = await conversation.variables(scopes[0]!);
      conversation.note(`registers: ${registers.map((each) => each.name).join(' ')}`);
      for (const expression of expressions) await conversation.evaluate(expression, frame!.id);
      const crash = await conversation.client.exceptionInfoRequest({ threadId: 1 });
      conversation.note(`crash: ${crash.body.exceptionId}`);
      for (const command of refused) await conversation.ask(command, { threadId: 1 });
      assertGolden(name, withoutPlaces(conversation.transcript));
    });
  }

  it('lists the crashing task first, then those on cpus', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-qemu-kdump-busy').path });
    const { threads } = (await conversation.client.threadsRequest()).body;
    const onCpu = threads.findIndex((thread) => !/\(on cpu \d+\)$/.test(thread.name));
    assert.ok(onCpu > 1, 'this machine has several cpus');
    assert.ok(threads.slice(onCpu).every((thread) => !/\(on cpu/.test(thread.name)));
    assert.deepEqual(
      threads.map(({ id }) => id),
      threads.map((_, index) => index + 1),
    );
  });

  it('gives a stack in pages', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const whole = (await conversation.client.stackTraceRequest({ threadId: 1 })).body;
    const page = (await conversation.client.stackTraceRequest({ threadId: 1, startFrame: 1, levels: 2 }))
      .body;
    assert.equal(page.totalFrames, whole.stackFrames.length);
    assert.deepEqual(page.stackFrames, whole.stackFrames.slice(1, 3));
  });

  it('expands the task list as a list, and arrays in pages', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const [frame] = await conversation.stack(1);
    const task = await conversation.evaluate('init_task', frame!.id);
    const members = await conversation.variables(task!);
    const inside = async (name: string, from = members): ReturnType<Conversation['variables']> =>
      conversation.variables(from.find((each) => each.name === name)!);
    const list = (await inside('tasks')).find((each) => each.name === '[list]');
    const tasks = await conversation.variables(list!);
    assert.equal(list!.indexedVariables, tasks.length);
    const { threads } = (await conversation.client.threadsRequest()).body;
    assert.ok(tasks.length > 10 && tasks.length <= threads.length);
    assert.ok(tasks.every(({ type }) => type === 'struct task_struct'));
    const comm = await conversation.variables({
      ...members.find((each) => each.name === 'comm')!,
      filter: 'indexed',
      start: 1,
      count: 3,
    });
    assert.deepEqual(
      comm.map(({ name, value }) => [name, value]),
      [
        ['[1]', "119 'w'"],
        ['[2]', "97 'a'"],
        ['[3]', "112 'p'"],
      ],
    );
  });

  it('reads memory up to a gap, and says how long the gap is', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const [frame] = await conversation.stack(1);
    const task = await conversation.evaluate('init_task.comm', frame!.id);
    const read = async (memoryReference: string, count: number, offset = 0): Promise<MemoryAnswer> =>
      (await conversation.ask('readMemory', { memoryReference, count, offset })) as MemoryAnswer;
    const comm = await read(task!.memoryReference!, 10);
    assert.equal(Buffer.from(comm.data!, 'base64').toString('latin1'), 'swapper/0\0');
    assert.equal(comm.unreadableBytes, undefined);
    const nothing = await read('0x1000', 64);
    assert.deepEqual(nothing, { address: '0x1000', unreadableBytes: 64 });
    // Dump level 31 leaves the pages of processes out.
    const physical = await read('phys:0x100000', 16);
    assert.match(physical.address, /^phys:0x100000$/);
  });

  it('disassembles around an instruction, as many lines as it is asked for', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const frames = await conversation.stack(1);
    const memoryReference = frames.find(({ name }) => name === 'vfs_write')!.instructionPointerReference!;
    const disassemble = async (args: object): Promise<readonly Dap.DisassembledInstruction[]> =>
      ((await conversation.ask('disassemble', {
        memoryReference,
        ...args,
      })) as Dap.DisassembleResponse['body'])!.instructions;
    const around = await disassemble({ instructionOffset: -3, instructionCount: 8 });
    assert.equal(around.length, 8);
    assert.equal(around[3]!.address, memoryReference);
    assert.match(around[2]!.instruction, /^call/);
    assert.match(around[3]!.symbol!, /^vfs_write\+0x/);
    const later = await disassemble({ instructionOffset: 2, instructionCount: 3 });
    assert.deepEqual(later, around.slice(5));
    const far = await disassemble({ instructionOffset: -400, instructionCount: 10 });
    assert.equal(far.length, 10);
    const nowhere = await disassemble({
      memoryReference: '0x10',
      instructionOffset: -2,
      instructionCount: 4,
    });
    assert.deepEqual(
      nowhere.map(({ presentationHint }) => presentationHint),
      ['invalid', 'invalid', 'invalid', 'invalid'],
    );
  });

  it('leads to the function that went wrong, past those that only took the kernel down', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const frames = await conversation.stack(1);
    const isPassedBy = ({ source }: Dap.StackFrame): boolean => source?.presentationHint === 'deemphasize';
    const guilty = frames.findIndex(({ name }) => name === 'sysrq_handle_crash');
    assert.ok(guilty > 0);
    assert.deepEqual(
      frames.map(isPassedBy),
      frames.map((_, index) => index < guilty),
    );
    // Whichever part of the stack a client asks for.
    const { stackFrames } = (
      await conversation.client.stackTraceRequest({ threadId: 1, startFrame: guilty - 1, levels: 2 })
    ).body;
    assert.deepEqual(stackFrames.map(isPassedBy), [true, false]);
  });

  it('shows the code of a frame without source, at the call that it made', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const frames = await conversation.stack(1);
    const { source, line } = frames.find(({ name }) => name === 'vfs_write')!;
    const { content } = (
      await conversation.client.sourceRequest({
        sourceReference: source!.sourceReference!,
        source: source!,
      })
    ).body;
    assert.match(content.split('\n')[line - 1]!, /<vfs_write\+0x[0-9a-f]+>:\s+call/);
  });

  it('gives such code in the language that VS Code has for it', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const [frame] = await conversation.stack(1);
    const { sourceReference } = frame!.source!;
    const { content, mimeType } = (
      await conversation.client.sourceRequest({ sourceReference: sourceReference! })
    ).body;
    const { languages = [], grammars = [] } = readManifest().contributes;
    const language = languages.find(({ mimetypes = [] }) => mimetypes.includes(mimeType!));
    assert.equal(language?.id, 'kernel-disassembly');
    const { path } = grammars.find((each) => each.language === language.id)!;
    const { patterns } = JSON.parse(readProjectFile(path)) as { patterns: { begin?: string }[] };
    const instruction = new RegExp(patterns.find(({ begin }) => begin !== undefined)!.begin!);
    for (const line of content.trimEnd().split('\n')) assert.match(line, instruction);
  });

  it('shows numbers in the base that the client asks for', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const [frame] = await conversation.stack(1);
    const ask = async (hex: boolean): Promise<string> =>
      (
        await conversation.client.evaluateRequest({
          expression: 'init_task.prio',
          frameId: frame!.id,
          format: { hex },
        })
      ).body.result;
    assert.equal(await ask(false), '120');
    assert.equal(await ask(true), '0x78');
  });

  it('launches again, and answers as before', async () => {
    await conversation.launch({ core: requireDump('x86-6.1-kdump-zlib-d31').path });
    const before = await conversation.stack(1);
    const stopped = conversation.client.waitForEvent('stopped');
    await conversation.client.restartRequest({});
    await stopped;
    assert.deepEqual(
      (await conversation.stack(1)).map(({ name }) => name),
      before.map(({ name }) => name),
    );
  });

  it('says why a file is no dump, and takes another', async () => {
    await conversation.client.initializeRequest();
    await assert.rejects(
      conversation.client.customRequest('launch', { core: __filename }),
      /is a text file, not a kernel crash dump/,
    );
    await assert.rejects(conversation.client.customRequest('launch', {}), /“launch.core” has to be a text/);
    await assert.rejects(conversation.client.threadsRequest(), /No dump has been opened/);
  });
});

interface MemoryAnswer {
  readonly address: string;
  readonly data?: string;
  readonly unreadableBytes?: number;
}
