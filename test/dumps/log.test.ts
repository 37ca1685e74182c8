import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asOnConsole, kernelLines } from './consoleForm';
import { labDumps, type LabDump } from './lab/labDump';

const command = join(__dirname, '../../cli/main.js');
const execute = promisify(execFile);

interface Outcome {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly status: number;
}

/** `vmcore log`, as a user starts it. */
async function vmcoreLog(dump: LabDump): Promise<Outcome> {
  const options = { encoding: 'buffer', maxBuffer: 64 * 2 ** 20, timeout: 60_000 } as const;
  try {
    const { stdout, stderr } = await execute(process.execPath, [command, 'log', dump.path], options);
    return { stdout, stderr: stderr.toString(), status: 0 };
  } catch (error) {
    const failed = error as { stdout: Buffer; stderr: Buffer; code: unknown };
    if (typeof failed.code !== 'number') throw error;
    return { stdout: failed.stdout, stderr: failed.stderr.toString(), status: failed.code };
  }
}

describe('The log of real dumps', function () {
  this.timeout(120_000);

  for (const dump of labDumps()) {
    it(`${dump.name}: vmcore prints what the peer prints`, async () => {
      const { stdout, stderr, status } = await vmcoreLog(dump);
      if (dump.complete) {
        assert.equal(status, 0, stderr);
        assertSameLog(dump, stdout);
      } else {
        assertHonestPart(dump, { stdout, stderr, status });
      }
    });
  }
});

function assertSameLog(dump: LabDump, printed: Buffer): void {
  assert.ok(dump.reference, 'no peer has printed the log of this dump');
  const { tool, logPath } = dump.reference;
  const expected = readFileSync(logPath).toString('latin1');
  const ours = printed.toString('latin1');
  const [said, meant] = tool === 'console' ? [asOnConsole(ours), kernelLines(expected)] : [ours, expected];
  // Line by line, since one differing line says more than two megabytes; no byte gets lost by that.
  assert.deepEqual(said.split('\n'), meant.split('\n'), `differs from ${tool}`);
}

/** Of an incomplete file: the whole log, a part of it, or a failure that says why; never anything invented. */
function assertHonestPart(dump: LabDump, { stdout, stderr, status }: Outcome): void {
  assert.ok(dump.reference);
  const known = new Set(readFileSync(dump.reference.logPath, 'latin1').split('\n'));
  for (const line of stdout.toString('latin1').split('\n')) assert.ok(known.has(line), `invented: ${line}`);
  assert.doesNotMatch(stderr, /failed unexpectedly/);
  if (status !== 0) assert.match(stderr, /\w/);
}
