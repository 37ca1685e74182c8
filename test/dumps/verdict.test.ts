import assert from 'node:assert/strict';
import { usage } from '../../cli/usage';
import { analyzeCrash, analyzeLog } from '../../core/analysis/analyzeCrash';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import { Kernel } from '../../core/kernel/kernel';
import { openKernel } from '../../core/kernel/openKernel';
import type { Verdict } from '../../core/protocol/verdict';
import { damagedMemory } from '../support/damagedMemory';
import { withOther } from './corruption/overwrittenMemory';
import { crashDumps, labDumps, type LabDump } from './lab/labDump';

interface Verdicts {
  readonly byDump: Verdict;
  readonly byLog: Verdict | undefined;
}

const known = new Map<string, Promise<Verdicts>>();

/** Made once, however many tests ask. */
function verdictsOn({ path }: Pick<LabDump, 'path'>): Promise<Verdicts> {
  const verdicts = known.get(path) ?? makeVerdicts(path);
  known.set(path, verdicts);
  return verdicts;
}

async function makeVerdicts(path: string): Promise<Verdicts> {
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
    for (const { name, path, crash, arch } of crashDumps()) {
      const { byDump, byLog } = await verdictsOn({ path });
      assert.ok(byLog, `${name} has a log`);
      // Which task waits for which is in memory alone.
      if (byDump.kind === 'deadlock') {
        assert.equal(byLog.kind, 'hung-task', name);
        continue;
      }
      assert.equal(byLog.kind, byDump.kind, name);
      assert.equal(byLog.guilty.function, byDump.guilty.function, name);
      // There the kernel prints its own trampolines for the callers.
      if (/^(return|function)-probe$/.test(crash.mode)) continue;
      // Kernels of arm64 before 6.13 do not print the caller that an interrupted leaf has in x30 alone.
      const [fault, caller, ...others] = byDump.frames.map(({ symbol }) => symbol);
      const logged = byLog.frames.map(({ symbol }) => symbol);
      if (arch === 'aarch64' && !logged.includes(caller)) {
        assert.deepEqual(logged.slice(0, 5), [fault, ...others].slice(0, 5), name);
        continue;
      }
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

  it('sends nobody to commands that there are not', async () => {
    const known = Object.values(usage).map((line) => line.split(' ').slice(0, 2).join(' '));
    for (const { name, path } of crashDumps()) {
      const { next } = (await verdictsOn({ path })).byDump;
      assert.ok(next.length > 0, name);
      for (const { command } of next) {
        assert.ok(known.includes(command.split(' ').slice(0, 2).join(' ')), command);
      }
    }
  });

  it('is never a guess where a dump lacks what tells', async () => {
    for (const dump of labDumps()) {
      const verdict = await verdictsOn(dump).catch(() => undefined);
      if (!verdict) continue;
      const { kind, problems } = verdict.byDump;
      assert.ok(kind === 'sysrq' || (kind === 'unknown' && problems.length > 0), `${dump.name}: ${kind}`);
    }
  });

  it('of a dump with random bytes changed is still one, and no defect of ours', async () => {
    const dump = crashDumps().find(({ crash }) => crash.kind === 'deadlock');
    assert.ok(dump);
    const kernel = await openKernel(dump.path);
    try {
      const disassembler = await loadDisassembler(kernel.dump.machine.name);
      for (let seed = 1; seed <= 20; seed++) {
        const memory = damagedMemory(kernel.dump.memory, seed);
        const { problems } = analyzeCrash(new Kernel(withOther(kernel.dump, { memory })), disassembler);
        assert.deepEqual(
          problems.filter(({ code }) => code === 'internal'),
          [],
          `seed ${seed}`,
        );
      }
    } finally {
      kernel.dump.close();
    }
  });

  after(() => {
    process.stdout.write(table.map((line) => `    ${line}\n`).join(''));
  });
});
