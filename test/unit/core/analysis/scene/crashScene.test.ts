import assert from 'node:assert/strict';
import type { CrashFrame } from '../../../../../core/analysis/scene/crashFrame';
import { CrashScene, type SceneSource } from '../../../../../core/analysis/scene/crashScene';
import { diagnose } from '../../../../../core/analysis/rules';
import { findSuspicions } from '../../../../../core/analysis/suspicions';
import { findPanic } from '../../../../../core/kernel/panic';
import { logOf, x86Oops } from '../../../../support/oopsText';

/** What a dump of a machine tells whose cpus did not panic. */
function sceneOf(lines: readonly string[], parts: Partial<SceneSource> = {}): CrashScene {
  const log = logOf(...lines);
  const nothing = (): undefined => undefined;
  return new CrashScene({
    log,
    panic: findPanic(log),
    panicCpu: undefined,
    knowsPanicCpu: true,
    crashingStack: nothing,
    stackOfPid: nothing,
    stackOfCpu: nothing,
    lockWaits: nothing,
    addressBits: 48,
    decode: nothing,
    ...parts,
  });
}

const call = (symbol: string): CrashFrame => ({ symbol, offset: 0x10n, kind: 'call' });
const oops = x86Oops({
  head: ['BUG: kernel NULL pointer dereference, address: 0000000000000018', 'Oops: 0002 [#1] SMP'],
  place: 'my_write+0xc/0x20 [mydrv]',
  trace: ['my_caller+0x1d/0x30 [mydrv]'],
});
const place: CrashFrame = { symbol: 'my_write', offset: 0xcn, module: 'mydrv', kind: 'interrupted' };

describe('the scene of a crash', () => {
  it('is the stack from the place on that the log names', () => {
    const frames = [call('panic'), call('oops_end'), call('asm_exc_page_fault'), place, call('my_caller')];
    const scene = sceneOf(oops, { crashingStack: () => ({ task: { pid: 77, cpu: 1 }, frames }) });
    assert.deepEqual(scene.frames, [place, call('my_caller')]);
    assert.deepEqual(scene.task, { cpu: 1, pid: 77, comm: 'worker' });
  });

  it('is what the log printed where the stack is of another task', () => {
    const frames = [call('default_idle_call'), call('do_idle')];
    const scene = sceneOf(oops, { crashingStack: () => ({ task: { pid: 0 }, frames }) });
    assert.equal(scene.frames[0]?.symbol, 'my_write');
    assert.equal(scene.task?.pid, 77);
  });

  it('begins behind panic() where nothing was interrupted', () => {
    const frames = [call('delay_tsc'), call('panic'), call('my_caller')];
    const scene = sceneOf(['Kernel panic - not syncing: enough'], {
      crashingStack: () => ({ task: {}, frames }),
    });
    assert.deepEqual(scene.frames, [call('my_caller')]);
  });
});

describe('a machine that did not panic', () => {
  it('is said to have run', () => {
    const diagnosis = diagnose(sceneOf(['Run /sbin/init as init process']));
    assert.deepEqual([diagnosis.kind, diagnosis.confidence], ['no-crash', 'certain']);
  });

  it('is said to be unknown where that is not certain', () => {
    assert.equal(diagnose(sceneOf([])).kind, 'unknown', 'a log without records');
    const silent = ['Run /sbin/init as init process'];
    assert.equal(diagnose(sceneOf(silent, { panicCpu: 1 })).kind, 'unknown', 'a panic that the log lacks');
    assert.equal(diagnose(sceneOf(silent, { knowsPanicCpu: false })).kind, 'unknown');
  });

  it('may have failed before it went on', () => {
    const scene = sceneOf(oops);
    const diagnosis = diagnose(scene);
    assert.equal(diagnosis.kind, 'null-dereference');
    const codes = findSuspicions({ scene, diagnosis, dump: undefined }).map(({ code }) => code);
    assert.ok(codes.includes('kernel-went-on'), codes.join(' '));
  });
});

describe('a stuck cpu that another one found', () => {
  it('is the one whose stack is shown', () => {
    const lines = [
      'NMI watchdog: Watchdog detected hard LOCKUP on cpu 3',
      'Kernel panic - not syncing: Hard LOCKUP',
    ];
    const stuck = [call('native_queued_spin_lock_slowpath'), call('my_caller')];
    const diagnosis = diagnose(
      sceneOf(lines, {
        crashingStack: () => ({ task: { cpu: 1 }, frames: [call('panic'), call('watchdog_timer_fn')] }),
        stackOfCpu: (cpu) => (cpu === 3 ? { task: { pid: 77 }, frames: stuck } : undefined),
      }),
    );
    assert.equal(diagnosis.kind, 'hard-lockup');
    assert.deepEqual(diagnosis.stack, { task: { pid: 77, cpu: 3 }, frames: stuck });
  });

  it('was stuck where its own watchdog came upon it, not where it was stopped in its own panic()', () => {
    const lines = [
      'watchdog: BUG: soft lockup - CPU#3 stuck for 26s! [worker:77]',
      'Kernel panic - not syncing: softlockup: hung tasks',
    ];
    const interrupted = (symbol: string): CrashFrame => ({ ...call(symbol), kind: 'interrupted' });
    const stuck = [interrupted('native_queued_spin_lock_slowpath'), call('my_caller')];
    const stopped = [call('stop_this_cpu'), interrupted('panic_smp_self_stop'), call('panic')];
    const frames = [...stopped, call('watchdog_timer_fn'), ...stuck];
    const diagnosis = diagnose(
      sceneOf(lines, {
        crashingStack: () => ({ task: { cpu: 1 }, frames: [call('panic'), call('watchdog_timer_fn')] }),
        stackOfCpu: () => ({ task: { pid: 77 }, frames }),
      }),
    );
    assert.deepEqual(diagnosis.stack?.frames, stuck);
  });
});
