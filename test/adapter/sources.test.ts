import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { kernelSource } from '../dumps/lab/kernelSource';
import { requireDump } from '../dumps/lab/labDump';
import { Conversation } from './conversation';

describe("a debug session with Debian's sources of the kernel", function () {
  this.timeout(300_000);
  let conversation: Conversation;
  let folder: string;

  before(async () => {
    folder = await kernelSource();
    const { path, vmlinux } = requireDump('x86-6.1-kdump-zlib-d31');
    conversation = await Conversation.start();
    await conversation.launch({ core: path, vmlinux, sourceMap: { '': folder }, gdb: false });
  });

  after(async () => {
    await conversation.end();
  });

  const stack = async (): Promise<readonly Dap.StackFrame[]> =>
    (await conversation.client.stackTraceRequest({ threadId: 1 })).body.stackFrames;

  const sourceLine = ({ source, line }: Dap.StackFrame): string =>
    readFileSync(source!.path!, 'utf8').split('\n')[line - 1]!.trim();

  it('shows the very line that called on', async () => {
    const frames = await stack();
    const line = (name: string): string => sourceLine(frames.find((frame) => frame.name === name)!);
    assert.equal(line('sysrq_handle_crash'), 'panic("sysrq triggered crash\\n");');
    assert.match(line('vfs_write'), /file->f_op->write\(file, buf, count, pos\)/);
    assert.ok(frames.some(({ source }) => source?.path === join(folder, 'fs/read_write.c')));
  });

  it('lists the sources of the stacks that were looked at, each once', async () => {
    const frames = await stack();
    const { sources } = (await conversation.client.customRequest('loadedSources')).body as {
      sources: readonly Dap.Source[];
    };
    const places = sources.map(({ path, sourceReference }) => path ?? String(sourceReference));
    assert.equal(new Set(places).size, places.length);
    for (const { source } of frames)
      assert.ok(places.includes(source?.path ?? String(source?.sourceReference)), source?.name);
    assert.ok(sources.some(({ name }) => name === 'sysrq.c'));
  });

  it('puts the source lines into the disassembly, each at the first of its instructions', async () => {
    const frame = (await stack()).find(({ name }) => name === 'vfs_write')!;
    const { body } = await conversation.client.disassembleRequest({
      memoryReference: frame.instructionPointerReference!,
      instructionOffset: -20,
      instructionCount: 40,
    });
    const { instructions } = body!;
    const placed = instructions.filter(({ location }) => location !== undefined);
    assert.ok(placed.length > 3);
    assert.ok(placed.every(({ location }) => existsSync(location!.path!)));
    const call = instructions.findIndex(({ address }) => address === frame.instructionPointerReference) - 1;
    const last = instructions
      .slice(0, call + 1)
      .filter(({ location }) => location !== undefined)
      .at(-1);
    assert.equal(`${last!.location!.path}:${last!.line}`, `${frame.source!.path}:${frame.line}`);
  });
});
