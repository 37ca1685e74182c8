import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDump } from '../dumps/lab/labDump';
import { hostileTexts } from '../support/hostileTexts';
import { descendantsOf } from './childProcesses';
import { Conversation } from './conversation';

const contexts = ['hover', 'watch', 'variables', 'clipboard', 'repl'];

/** Ways out of an expression into gdb, crash, a shell or a file; CANARY is a path that must not come to be. */
const waysOut = [
  '1\n-gdb-exit',
  '1"\n-interpreter-exec console "shell touch CANARY"',
  'count"; shell touch CANARY; "',
  '$_shell("touch CANARY")',
  '$_gdb_setting("x")',
  'shell touch CANARY',
  '!touch CANARY',
  '| echo 1 | touch CANARY',
  'count | touch CANARY',
  'count > CANARY',
  '`touch CANARY`',
  '$(touch CANARY)',
  'python open("CANARY", "w")',
  'source CANARY',
  'set logging file CANARY',
  'dump memory CANARY 0 1',
  'panic(1)',
  'count = 3',
  'file->f_mode++',
  'log > CANARY',
  'log | tee CANARY',
  'sys !touch CANARY',
  'extend CANARY',
  'crash gdb shell touch CANARY',
  'gdb shell touch CANARY',
  'gdb eval "shell touch CANARY"',
  'gdb with print pretty on -- shell touch CANARY',
  'gdb frame apply 0 shell touch CANARY',
  'gdb dump binary value CANARY count',
  'gdb set logging file CANARY',
  'gdb while 1',
  'gdb interpreter-exec console "shell touch CANARY"',
];

/** What is long, deep or endless rather than clever. */
const heavy = [
  '('.repeat(100_000),
  `${'*'.repeat(5000)}count`,
  `count${'[0]'.repeat(5000)}`,
  `count${' + 1'.repeat(20_000)}`,
  'x'.repeat(1_000_000),
  '"'.repeat(10_000),
  '\\'.repeat(10_000),
  '9'.repeat(100_000),
];

describe('expressions that mean harm', function () {
  this.timeout(600_000);
  let conversation: Conversation;
  let folder: string;
  let frameId: number;

  before(async () => {
    const dump = requireDump('x86-6.1-kdump-zlib-d31');
    folder = mkdtempSync(join(tmpdir(), 'vmcore-hostile-'));
    conversation = await Conversation.start();
    await conversation.launchWithGdb({ core: dump.path, vmlinux: dump.vmlinux, crash: false });
    frameId = (await conversation.stack(1)).find(({ name }) => name.startsWith('vfs_write'))!.id;
    assert.equal(await count(), '2');
  });

  after(async () => {
    await conversation.end();
    rmSync(folder, { recursive: true });
  });

  const answerTo = async (expression: string, context: string): Promise<string> => {
    const answer = conversation.client.evaluateRequest({ expression, context, frameId });
    return answer.then(
      ({ body }) => body.result,
      (error: unknown) => String(error),
    );
  };
  const count = (): Promise<string> => answerTo('count', 'watch');

  for (const [what, texts] of [
    ['lead nowhere outside', waysOut],
    ['are text and nothing else', hostileTexts],
    ['cost their own answer alone, however long', heavy],
  ] as const)
    it(`${what}, and the next one is answered`, async () => {
      const [gdb] = descendantsOf(conversation.pid);
      for (const text of texts) {
        const expression = text.replaceAll('CANARY', join(folder, 'canary'));
        for (const context of contexts) {
          const answer = await answerTo(expression, context);
          // Marks of terminals and of writing direction would act where the answer is shown.
          assert.doesNotMatch(
            answer,
            /[\u0000-\u0008\u000b-\u001f\u202e\u2066]/,
            `${context}: ${text.slice(0, 50)}`,
          );
          assert.ok(answer.length < 10_000, `${answer.length} characters for ${text.slice(0, 50)}`);
        }
        assert.equal(await count(), '2', text.slice(0, 100));
      }
      assert.ok(!existsSync(join(folder, 'canary')));
      assert.deepEqual(readdirSync(folder), []);
      assert.deepEqual(descendantsOf(conversation.pid), [gdb], 'it is still the same gdb');
    });
});
