import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationSource } from '../../core/base/cancellation';
import { CrashEngine, type CrashOptions } from '../../core/engines/crash/crashEngine';
import { EngineHolder } from '../../core/engines/engineHolder';
import { projectRoot } from '../support/manifest';
import { eventually } from '../ui/eventually';
import { isAlive } from './childProcesses';

describe('a crash that fails', () => {
  let folder: string;
  let engines: EngineHolder<CrashEngine>;
  const fake = (name: string): string => join(folder, name);
  const setFault = (fault: string): void => {
    writeFileSync(fake('fault'), fault);
  };
  const numberIn = (name: string): number => Number(readFileSync(fake(name), 'utf8'));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-fake-'));
    copyFileSync(join(projectRoot, 'test/support/engines/fakeCrash.mjs'), fake('crash.mjs'));
    chmodSync(fake('crash.mjs'), 0o755);
    engines = new EngineHolder(() =>
      CrashEngine.start({ program: fake('crash.mjs'), vmlinux: __filename, dumpFiles: [__filename] }),
    );
  });

  afterEach(() => {
    engines.dispose();
    rmSync(folder, { recursive: true });
  });

  const ask = async (line: string, options: CrashOptions = {}): Promise<readonly string[]> => {
    const engine = await engines.get();
    const lines: string[] = [];
    await engine.run(line, (output) => lines.push(output), options);
    return lines;
  };

  it('works, before it does, in a folder of its own that is gone afterwards', async () => {
    setFault('');
    assert.deepEqual(await ask('sys'), ['sys']);
    const { cwd, home } = JSON.parse(readFileSync(fake('environment'), 'utf8')) as Record<string, string>;
    assert.equal(cwd, home);
    const engine = await engines.get();
    const gone = new Promise((resolve) => engine.stopped.listen(resolve));
    engines.dispose();
    await gone;
    assert.ok(!existsSync(cwd!));
  });

  it('says that it does not open the dump, in its own words', async () => {
    setFault('start-die');
    await assert.rejects(engines.get(), {
      code: 'engine-stopped',
      message: /crash stopped \(exit code 1\), after “crash: vmlinux and vmcore do not match!”/,
    });
  });

  it('says that it died, and starts again', async () => {
    setFault('die');
    await assert.rejects(ask('sys'), {
      code: 'engine-stopped',
      message: /crash stopped \(SIGSEGV\), after “crash: invalid kernel virtual address”/,
    });
    setFault('');
    assert.deepEqual(await ask('sys'), ['sys']);
  });

  it('is killed with all that it has started when it does not hear that it is cancelled', async () => {
    setFault('deaf');
    const token = new CancellationSource();
    const engine = await engines.get();
    const asked = engine.run('sys', () => undefined, { token });
    await eventually(5000, () => {
      assert.ok(existsSync(fake('grandchild')));
      return Promise.resolve();
    });
    const pids = [numberIn('pid'), numberIn('grandchild')];
    token.cancel();
    await assert.rejects(asked, { code: 'cancelled' });
    await eventually(2000, () => {
      assert.deepEqual(pids.filter(isAlive), []);
      return Promise.resolve();
    });
    setFault('');
    assert.deepEqual(await ask('sys'), ['sys']);
  });

  it('is stopped where it takes too long', async () => {
    setFault('deaf');
    await assert.rejects(ask('sys', { timeoutMs: 50 }), { code: 'engine-too-slow' });
  });

  it('is not believed to have answered by what a dump holds', async () => {
    setFault('imitate');
    const lines = await ask('sys');
    assert.equal(lines[0], 'crash> quit');
    assert.equal(lines.at(-1), 'last');
    assert.ok(lines.includes(`hexadecimal: ${'f'.repeat(15)}`));
    assert.deepEqual(await ask('bt'), ['bt']);
  });

  it('may leave its last line unfinished, as one that is interrupted does', async () => {
    setFault('cut-line');
    assert.deepEqual(await ask('sys', { timeoutMs: 5000 }), ['whole', 'half of a li']);
    assert.deepEqual(await ask('bt'), ['bt']);
  });

  it('may print a line of 100 MB, of which a part is shown', async () => {
    setFault('one-line');
    const [line = '', last] = await ask('sys');
    assert.equal(line.length, 16 * 1024 * 1024);
    assert.equal(last, 'last');
  });

  it('may fill its pipe, and loses no line', async () => {
    setFault('fill');
    const lines = await ask('sys');
    assert.equal(lines.length, 200_000);
    assert.equal(lines.at(-1), 'line 199999');
  });

  it('that no file is left for says so, and starts when there are some again', async () => {
    setFault('');
    const [soft = '', hard = ''] = execFileSync('prlimit', limitsOf('--output=SOFT,HARD', '--noheadings'))
      .toString()
      .trim()
      .split(/\s+/);
    execFileSync('prlimit', limitsOf(`--nofile=256:${hard}`));
    const held = openAll();
    try {
      await assert.rejects(engines.get(), { code: /^engine-(stopped|not-started)$/, message: /EMFILE/ });
    } finally {
      for (const file of held) closeSync(file);
      execFileSync('prlimit', limitsOf(`--nofile=${soft}:${hard}`));
    }
    assert.deepEqual(await ask('sys'), ['sys']);
  });

  it('that is not there says so', async () => {
    const start = { program: fake('nowhere'), vmlinux: __filename, dumpFiles: [__filename] };
    await assert.rejects(CrashEngine.start(start), { code: 'engine-stopped', message: /ENOENT/ });
  });
});

function limitsOf(...what: readonly string[]): string[] {
  return [`--pid=${process.pid}`, ...what, ...(what[0]?.startsWith('--nofile') === true ? [] : ['--nofile'])];
}

/** Every file that this process may still open. */
function openAll(): readonly number[] {
  const held: number[] = [];
  try {
    for (;;) held.push(openSync('/dev/null', 'r'));
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'EMFILE');
    return held;
  }
}
