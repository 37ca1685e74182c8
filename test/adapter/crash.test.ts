import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { requireDump } from '../dumps/lab/labDump';
import { eventually } from '../ui/eventually';
import { descendantsOf, isAlive } from './childProcesses';
import { Conversation } from './conversation';

const refused = [
  'bt | cat',
  'crash !id',
  'log > /tmp/vmcore-canary',
  'crash < /tmp/x',
  'crash extend /tmp/x.so',
  'crash gdb shell id',
  'crash python import os',
  'crash nonsense',
  'p $_shell("id")',
];

describe('the console of a debug session', function () {
  this.timeout(600_000);
  let conversation: Conversation;
  let output = '';

  before(async () => {
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    conversation = await Conversation.start();
    conversation.client.on('output', (event: Dap.OutputEvent) => {
      output += event.body.output;
    });
    await conversation.launch({ core: dump.path, vmlinux: dump.vmlinux, gdb: false });
  });

  after(async () => {
    await conversation.end();
  });

  const type = async (line: string): Promise<string> => {
    output = '';
    const { body } = await conversation.client.evaluateRequest({ expression: line, context: 'repl' });
    return output + body.result;
  };

  it("carries out crash's commands, by name or with “crash” before them", async () => {
    assert.match(await type('bt'), /^ #\d+ \[[0-9a-f]{16}\] panic at [0-9a-f]{16}$/m);
    assert.match(await type('crash sys'), /^ +RELEASE: 6\.1\./m);
    assert.match(await type('log'), /Kernel panic - not syncing: sysrq triggered crash/);
    assert.match(await type('eval 255'), /^hexadecimal: ff/m);
    assert.match(await type('crash x/2xg &init_task'), /^0x[0-9a-f]+ <init_task>:\t0x/m);
  });

  it('still takes an expression for an expression', async () => {
    assert.match(await type('init_task.comm'), /^"swapper\/0"$/);
  });

  for (const line of refused) {
    it(`refuses what reaches beyond the dump: ${line}`, async () => {
      await assert.rejects(type(line), /This cannot be evaluated/);
    });
  }

  it('completes commands, symbols, types and members', async () => {
    const complete = async (text: string): Promise<readonly string[]> =>
      (await conversation.client.completionsRequest({ text, column: text.length + 1 })).body.targets.map(
        ({ label }) => label,
      );
    assert.ok((await complete('km')).includes('kmem'));
    assert.ok((await complete('init_ta')).includes('init_task'));
    assert.deepEqual(await complete('init_task.thread_no'), ['thread_node']);
    assert.deepEqual(await complete('((struct list_head *)0)->pre'), ['prev']);
    assert.ok((await complete('(struct task_st')).includes('task_struct'));
  });

  it('can be cancelled, and answers the next line', async () => {
    const { client } = conversation;
    const asked = client.evaluateRequest({ expression: 'foreach bt -f', context: 'repl' });
    // The client numbers its requests one by one: this one's number is the next one's less one.
    const { request_seq: next } = await client.customRequest('threads');
    await client.customRequest('cancel', { requestId: next - 1 });
    await asked.catch((error: unknown) => {
      assert.match(String(error), /cancelled/);
    });
    assert.match(await type('crash sys'), /RELEASE/);
  });

  it('starts crash again when it died, and says that it did', async () => {
    const [crash = 0] = descendantsOf(conversation.pid);
    const asked = assert.rejects(type('foreach bt -FF'), /crash stopped \(killed from outside/);
    process.kill(crash, 'SIGKILL');
    await asked;
    await eventually(2000, () => {
      assert.ok(!isAlive(crash));
      return Promise.resolve();
    });
    assert.match(await type('crash sys'), /RELEASE/);
  });
});
