import assert from 'node:assert/strict';
import { analyzeCrash, analyzeLog } from '../../core/analysis/analyzeCrash';
import { functionName } from '../../core/analysis/crashFrame';
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

/** An NMI that comes while the module still prints finds it there. */
const alsoRight: Readonly<Record<string, string>> = { nmi: 'labcrash_spin' };

const table: string[] = [];

describe('the verdict on real dumps', function () {
  this.timeout(600_000);

  it('names what the module did, the function, the module and the task', async () => {
    const dumps = crashDumps();
    assert.ok(new Set(dumps.map(({ crash }) => crash.kind)).size >= 15, 'the lab crashed in fifteen ways');
    for (const { name, path, crash } of dumps) {
      const { byDump } = await verdictsOn({ path });
      const { kind, guilty, title, findings, next } = byDump;
      assert.equal(kind, crash.kind, name);
      const functions = [...crash.functions, alsoRight[crash.mode]];
      assert.ok(functions.includes(functionName(guilty.function ?? '')), `${name}: ${title}`);
      assert.equal(guilty.module, crash.module, name);
      assert.ok(findings.length > 0 && findings[0]?.severity === 'cause', name);
      assert.ok(findings[0].evidence.length > 0, `${name}: the cause has evidence`);
      assert.ok(next.length > 0, name);
      table.push(`${name}: ${title}`);
    }
  });

  it('is the same by the log alone, as far as a log tells', async () => {
    for (const { name, path, crash } of crashDumps()) {
      const { byDump, byLog } = await verdictsOn({ path });
      assert.equal(byLog?.kind, byDump.kind, name);
      // Which locks wait for each other is in memory alone.
      if (crash.kind === 'hung-task' || crash.mode === 'nmi') continue;
      assert.equal(byLog?.guilty.function, byDump.guilty.function, name);
      assert.equal(byLog?.signature.id, byDump.signature.id, `${name}: ${byLog?.signature.text}`);
    }
  });

  it('has one signature for one bug, on other boots and kernels, and another for every other bug', async () => {
    const texts = new Map<string, Set<string>>();
    const modes = new Map<string, Set<string>>();
    for (const { path, crash } of crashDumps()) {
      if (crash.kind === 'hung-task' || crash.mode === 'nmi') continue;
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
