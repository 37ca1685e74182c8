import assert from 'node:assert/strict';
import {
  copyFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationSource } from '../../core/base/cancellation';
import { EngineHolder } from '../../core/engines/engineHolder';
import { GdbEngine } from '../../core/engines/gdb/gdbEngine';
import { gdbMachine } from '../../core/engines/gdb/gdbMachine';
import { projectRoot } from '../support/manifest';

const registers = new Map([['rip', 0x10n]]);

describe('a gdb that fails', () => {
  let folder: string;
  let engines: EngineHolder<GdbEngine>;
  const fake = (name: string): string => join(folder, name);
  const setFault = (fault: string): void => {
    writeFileSync(fake('fault'), fault);
  };
  const isAlive = (pid: number): boolean =>
    existsSync(`/proc/${pid}`) && !/^\d+ \([^)]*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const pid = (): number => Number(readFileSync(fake('pid'), 'utf8'));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vmcore-fake-'));
    copyFileSync(join(projectRoot, 'test/support/engines/fakeGdb.mjs'), fake('gdb.mjs'));
    chmodSync(fake('gdb.mjs'), 0o755);
    engines = new EngineHolder(() =>
      GdbEngine.start({
        program: fake('gdb.mjs'),
        vmlinux: __filename,
        kaslrOffset: 0n,
        machine: gdbMachine('x86_64')!,
        memory: { read: () => new Uint8Array(0) },
        indexCache: folder,
      }),
    );
  });

  afterEach(() => {
    engines.dispose();
    rmSync(folder, { recursive: true });
  });

  it('works, before it does', async () => {
    setFault('');
    const engine = await engines.get();
    assert.deepEqual(await engine.frames(registers), [{ level: 0, address: 0x10n, function: 'f' }]);
    const { cwd, home } = JSON.parse(readFileSync(fake('environment'), 'utf8')) as Record<string, string>;
    assert.equal(cwd, home);
    assert.notEqual(cwd, process.cwd());
    assert.ok(existsSync(cwd!));
    const gone = new Promise((resolve) => engine.stopped.listen(resolve));
    engines.dispose();
    await gone;
    assert.ok(!existsSync(cwd!), 'nothing of its folder is left');
  });

  it('says that it died, with its last words, and starts again', async () => {
    setFault('die');
    const engine = await engines.get();
    await assert.rejects(engine.frames(registers), {
      code: 'engine-stopped',
      message: /gdb stopped \(exit code 7\), after “a fatal signal was delivered”/,
    });
    setFault('');
    const next = await engines.get();
    assert.notEqual(next, engine);
    assert.equal((await next.frames(registers)).length, 1);
  });

  it('says that it was killed, which is how the kernel gets memory back', async () => {
    setFault('kill');
    const engine = await engines.get();
    await assert.rejects(engine.frames(registers), {
      code: 'engine-stopped',
      message: 'gdb stopped (killed from outside, as when memory runs out).',
    });
    setFault('');
    assert.equal((await (await engines.get()).frames(registers)).length, 1);
  });

  it('is interrupted when it hangs, and answers the next question', async () => {
    setFault('hang');
    const engine = await engines.get();
    await assert.rejects(engine.frames(registers, { timeoutMs: 100 }), { code: 'engine-too-slow' });
    assert.ok(isAlive(pid()));
    await engine.run('set width 0', () => undefined);
  });

  it('is killed when it does not even hear that, and starts again', async () => {
    setFault('deaf');
    const engine = await engines.get();
    const first = pid();
    await assert.rejects(engine.frames(registers, { timeoutMs: 100 }), { code: 'engine-too-slow' });
    setFault('');
    const next = await engines.get();
    assert.notEqual(pid(), first);
    assert.ok(!isAlive(first));
    assert.equal((await next.frames(registers)).length, 1);
  });

  it('can be cancelled while it hangs', async () => {
    setFault('hang');
    const token = new CancellationSource();
    const engine = await engines.get();
    const asked = engine.frames(registers, { token });
    setTimeout(() => {
      token.cancel();
    }, 50);
    await assert.rejects(asked, { code: 'cancelled' });
  });

  it('that breaks off in the middle of an answer gives what came before', async () => {
    setFault('truncate');
    const engine = await engines.get();
    assert.deepEqual(await engine.frames(registers), [{ level: 0, address: 0x10n }]);
  });

  it('that babbles is not believed', async () => {
    setFault('babble');
    const engine = await engines.get();
    assert.deepEqual(await engine.frames(registers), [{ level: 0, address: 0x10n, function: 'f' }]);
  });

  it('that is not there says so', async () => {
    const missing = new EngineHolder(() =>
      GdbEngine.start({
        program: fake('nowhere'),
        vmlinux: __filename,
        kaslrOffset: 0n,
        machine: gdbMachine('x86_64')!,
        memory: { read: () => new Uint8Array(0) },
        indexCache: folder,
      }),
    );
    await assert.rejects(missing.get(), { code: 'engine-stopped', message: /ENOENT/ });
  });
});
