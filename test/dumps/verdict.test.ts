import assert from 'node:assert/strict';
import { analyzeCrash, analyzeLog } from '../../core/analysis/analyzeCrash';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import { openKernel } from '../../core/kernel/openKernel';
import type { Verdict } from '../../core/protocol/verdict';
import { crashDumps, labDumps, type LabDump } from './lab/labDump';

interface Verdicts {
  readonly byDump: Verdict;
  readonly byLog: Verdict | undefined;
}

async function verdictsOn({ path }: Pick<LabDump, 'path'>): Promise<Verdicts> {
  const kernel = await openKernel(path);
  try {
    const byDump = analyzeCrash(kernel, await loadDisassembler(kernel.dump.machine.name));
    const hasLog = byDump.problems.every(({ code }) => code !== 'log-not-found');
    return { byDump, byLog: hasLog ? analyzeLog(kernel.log) : undefined };
  } finally {
    kernel.dump.close();
  }
}

const table: string[] = [];

describe('the verdict on real dumps', function () {
  this.timeout(600_000);

  it('is the same by the log alone, as far as a log tells', async () => {
    for (const { name, path } of crashDumps()) {
      const { byDump, byLog } = await verdictsOn({ path });
      // Which task waits for which is in memory alone.
      if (byDump.kind === 'deadlock') {
        assert.equal(byLog?.kind, 'hung-task', name);
        continue;
      }
      assert.equal(byLog?.kind, byDump.kind, name);
      assert.equal(byLog.guilty.function, byDump.guilty.function, name);
      assert.equal(byLog.signature.id, byDump.signature.id, `${name}: ${byLog.signature.text}`);
    }
  });

  it('has one signature for one bug, on other boots and kernels, and another for every other bug', async () => {
    const texts = new Map<string, Set<string>>();
    const modes = new Map<string, Set<string>>();
    for (const { path, crash } of crashDumps()) {
      if (crash.mode === 'all-tasks') continue;
      const { signature } = (await verdictsOn({ path })).byDump;
      texts.set(crash.mode, (texts.get(crash.mode) ?? new Set()).add(signature.text));
      // The same bug, found by a debugging aid.
      const bug = crash.mode.replace(/-debugged$/, '');
      modes.set(signature.id, (modes.get(signature.id) ?? new Set()).add(bug));
    }
    for (const [mode, found] of texts) table.push(`${mode}: ${[...found].join(' / ')}`);
    for (const [id, found] of modes) assert.equal(found.size, 1, `${id}: ${[...found].join(', ')}`);
  });

  it('is never a guess where a dump lacks what tells', async () => {
    for (const dump of labDumps()) {
      const verdict = await verdictsOn(dump).catch(() => undefined);
      if (!verdict) continue;
      const { kind, problems } = verdict.byDump;
      assert.ok(kind === 'sysrq' || (kind === 'unknown' && problems.length > 0), `${dump.name}: ${kind}`);
    }
  });

  after(() => {
    process.stdout.write(table.map((line) => `    ${line}\n`).join(''));
  });
});
