import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { debugRequestChecks, type DebugRequests } from '../../core/protocol/debugRequests';
import { requireDump } from '../dumps/lab/labDump';
import { projectRoot } from '../support/manifest';
import { Conversation } from './conversation';

describe('the requests that a debug session answers beyond the protocol', function () {
  this.timeout(120_000);
  let conversation: Conversation;

  before(async () => {
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    conversation = await Conversation.start();
    await conversation.launch({ core: dump.path, vmlinux: dump.vmlinux, gdb: false });
  });

  after(async () => {
    await conversation.end();
  });

  const ask = async <Command extends keyof DebugRequests>(
    command: Command,
    args: DebugRequests[Command]['params'],
  ): Promise<DebugRequests[Command]['result']> => {
    const { body } = (await conversation.client.customRequest(command, args)) as {
      body: DebugRequests[Command]['result'];
    };
    return body;
  };

  it('tell of every task what threads do, in pages', async () => {
    const { total, tasks } = await ask('vmcore/tasks', {});
    const { threads } = (await conversation.client.threadsRequest()).body;
    assert.equal(tasks.length, total);
    assert.deepEqual(
      tasks.map(({ pid, comm }) => `${pid} ${comm}`).sort(),
      threads.map(({ name }) => name.replace(/ \([^(]*\)$/, '')).sort(),
    );
    assert.deepEqual(await ask('vmcore/tasks', { start: 3, count: 2 }), { total, tasks: tasks.slice(3, 5) });
  });

  it('give the stack of a thread with its registers', async () => {
    const { frames } = await ask('vmcore/backtrace', { threadId: 1 });
    const { stackFrames } = (await conversation.client.stackTraceRequest({ threadId: 1 })).body;
    assert.deepEqual(
      frames.map(({ pc }) => pc),
      stackFrames.map(({ instructionPointerReference }) => instructionPointerReference),
    );
    assert.ok(frames.some(({ registers }) => registers?.['rip'] !== undefined));
  });

  it('give the log in pages, and memory with its gaps', async () => {
    const { total, records } = await ask('vmcore/log', { start: 0, count: 1 });
    assert.ok(total > 100);
    assert.match(records[0]!.text, /^Linux version 6\.1\./);
    const { symbols } = await ask('vmcore/symbols', { query: 'linux_banner' });
    const { address } = symbols[0]!;
    const banner = await ask('vmcore/memory', { address, sizeBytes: 17 });
    assert.equal(Buffer.from(banner.data, 'base64').toString('latin1'), 'Linux version 6.1');
    assert.deepEqual(banner.gaps, []);
    const nothing = await ask('vmcore/memory', { address: '0x1000', sizeBytes: 16 });
    assert.deepEqual(nothing.gaps, [{ offset: 0, sizeBytes: 16, reason: 'not-mapped' }]);
    const low = await ask('vmcore/memory', { address: '0x1000', sizeBytes: 16, physical: true });
    assert.equal(Buffer.from(low.data, 'base64').length, 16);
  });

  it('name types, modules and what went wrong', async () => {
    const layout = await ask('vmcore/type', { name: 'struct list_head' });
    assert.deepEqual(
      layout.members?.map(({ declaration, offset }) => [declaration, offset]),
      [
        ['struct list_head *next', 0],
        ['struct list_head *prev', 8],
      ],
    );
    await assert.rejects(ask('vmcore/type', { name: 'struct no_such' }), /no_such/);
    assert.equal((await ask('vmcore/verdict', null)).kind, 'sysrq');
    assert.ok(Array.isArray((await ask('vmcore/modules', null)).modules));
  });

  it('carry out a command of crash that only looks', async () => {
    const { lines } = await ask('vmcore/crash', { line: 'struct list_head' });
    assert.deepEqual(lines, [
      'struct list_head {',
      '    struct list_head *next;',
      '    struct list_head *prev;',
      '}',
      'SIZE: 16',
    ]);
    await assert.rejects(ask('vmcore/crash', { line: '!id' }), /This cannot be evaluated/);
  });

  it("tell a frame's task and crash's number of it, whatever is inlined there", async () => {
    const { task, frames } = await ask('vmcore/backtrace', { threadId: 1 });
    assert.ok(frames.some(({ inlined }) => inlined));
    const machineFrames = frames.filter(({ inlined }) => !inlined);
    const { stackFrames } = (await conversation.client.stackTraceRequest({ threadId: 1 })).body;
    for (const { id, instructionPointerReference, name } of stackFrames) {
      const context = (await ask('vmcore/contextOfFrame', { threadId: 1, frameId: id }))!;
      assert.equal(context.task, task);
      assert.equal(machineFrames[context.frame!]!.pc, instructionPointerReference, name);
    }
    assert.deepEqual(await ask('vmcore/contextOfFrame', { threadId: 1 }), { task });
  });

  it('focus the thread of a task', async () => {
    const { threads } = (await conversation.client.threadsRequest()).body;
    const threadId = threads.find(({ name }) => name.startsWith('2 kthreadd '))!.id;
    const { task } = (await ask('vmcore/contextOfFrame', { threadId }))!;
    const stopped = conversation.client.waitForEvent('stopped');
    assert.deepEqual(await ask('vmcore/focusTask', { task }), { threadId });
    const { body } = (await stopped) as Dap.StoppedEvent;
    assert.equal(body.threadId, threadId);
    assert.ok(!body.preserveFocusHint && !body.allThreadsStopped);
    await assert.rejects(ask('vmcore/focusTask', { task: '0x1' }), /no task whose task_struct is at 0x1/);
  });

  it('refuse what is not as their table says', async () => {
    const { client } = conversation;
    await assert.rejects(
      client.customRequest('vmcore/memory', { address: 'x', sizeBytes: 1 }),
      /hex address/,
    );
    await assert.rejects(client.customRequest('vmcore/symbols', {}), /has to be a text/);
    await assert.rejects(client.customRequest('vmcore/tasks', { count: -1 }), /whole number/);
  });

  it('are all in the document for other clients', () => {
    const document = readFileSync(join(projectRoot, 'debug-adapter/README.md'), 'utf8');
    for (const command of Object.keys(debugRequestChecks))
      assert.ok(document.includes(`\`${command}\``), command);
  });
});
