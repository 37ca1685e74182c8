import assert from 'node:assert/strict';
import { findPanic } from '../../../../core/kernel/panic';

function panicOf(...lines: string[]): string | undefined {
  const found = findPanic({ total: lines.length, text: (index) => lines[index] });
  if (found) assert.equal(lines[found.logIndex]?.includes(found.message), true);
  return found?.message;
}

const tail = ['Kernel Offset: 0x3bc00000', '---[ end Kernel panic - not syncing: whatever ]---'];
const trace = Array.from({ length: 60 }, (_, index) => ` do_something+0x${index}/0x200`);

describe('the line that says why the machine went down', () => {
  it('is the panic itself where it gives the reason', () => {
    assert.equal(
      panicOf(
        'sysrq: Trigger a crash',
        'Kernel panic - not syncing: sysrq triggered crash',
        ...trace,
        ...tail,
      ),
      'Kernel panic - not syncing: sysrq triggered crash',
    );
    assert.equal(
      panicOf('x', 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)', ...tail),
      'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)',
    );
  });

  it('is the cause of a fatal exception', () => {
    const oops = [
      'BUG: kernel NULL pointer dereference, address: 0000000000000010',
      '#PF: supervisor write access in kernel mode',
      '#PF: error_code(0x0002) - not-present page',
      'PGD 0 P4D 0 ',
      'Oops: 0002 [#1] PREEMPT SMP NOPTI',
      ...trace,
      '---[ end trace 0000000000000000 ]---',
      'RIP: 0010:mod_crash+0x12/0x20 [mod]',
    ];
    assert.equal(panicOf(...oops, 'Kernel panic - not syncing: Fatal exception', ...tail), oops[0]);
    assert.equal(panicOf(...oops, 'Kernel panic - not syncing: Fatal exception in interrupt'), oops[0]);
    assert.equal(panicOf(...oops), oops[0], 'kexec starts before the panic line is printed');
  });

  it('knows the oopses of other kinds and architectures', () => {
    const fatal = 'Kernel panic - not syncing: Fatal exception';
    const bug = ['------------[ cut here ]------------', 'kernel BUG at lib/list_debug.c:50!'];
    assert.equal(panicOf(...bug, 'invalid opcode: 0000 [#1] PREEMPT SMP', ...trace, fatal), bug[1]);
    const fault = 'Unable to handle kernel paging request at virtual address dead000000000108';
    assert.equal(
      panicOf(
        fault,
        'Mem abort info:',
        '  ESR = 0x96000044',
        'Internal error: Oops: 0000000096000044 [#1] SMP',
        ...trace,
        'Kernel panic - not syncing: Oops: Fatal exception',
      ),
      fault,
    );
    const protection = 'general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP';
    assert.equal(panicOf(protection, ...trace, fatal), protection);
    const old = [
      'SysRq : Trigger a crash',
      'BUG: unable to handle kernel NULL pointer dereference at (null)',
    ];
    assert.equal(
      panicOf(...old, 'IP: [<ffffffff8139f2a6>] sysrq_handle_crash+0x16/0x20', 'Oops: 0002 [#1] SMP'),
      old[0],
    );
    const stall = 'rcu: INFO: rcu_preempt self-detected stall on CPU';
    assert.equal(panicOf(stall, ...trace, 'Kernel panic - not syncing: RCU Stall'), stall);
    const lockup = 'watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [busy:123]';
    assert.equal(panicOf(lockup, ...trace, 'Kernel panic - not syncing: softlockup: hung tasks'), lockup);
    const hung = 'INFO: task deadlock:77 blocked for more than 120 seconds.';
    assert.equal(panicOf(hung, ...trace, 'Kernel panic - not syncing: hung_task: blocked tasks'), hung);
    const warning = 'WARNING: CPU: 0 PID: 1 at kernel/x.c:12 f+0x1/0x2';
    assert.equal(
      panicOf(warning, ...trace, 'Kernel panic - not syncing: kernel: panic_on_warn set ...'),
      warning,
    );
  });

  it('belongs to the last crash, not to one that the machine survived', () => {
    const survived = [
      'BUG: unable to handle page fault for address: 1234',
      'Oops: 0000 [#1] SMP',
      '---[ end trace 1 ]---',
    ];
    assert.equal(
      panicOf(...survived, ...trace, 'Kernel panic - not syncing: sysrq triggered crash', ...tail),
      'Kernel panic - not syncing: sysrq triggered crash',
    );
    const second = ['kernel BUG at fs/inode.c:1!', 'invalid opcode: 0000 [#2] SMP'];
    assert.equal(panicOf(...survived, ...second, 'Kernel panic - not syncing: Fatal exception'), second[0]);
  });

  it('is absent where nothing crashed', () => {
    assert.equal(
      panicOf('Linux version 6.1', 'NMI watchdog: Enabled. Permanently consumes one hw-PMU counter.'),
      undefined,
    );
    assert.equal(panicOf('WARNING: CPU: 0 PID: 1 at kernel/x.c:12 f+0x1/0x2', 'eth0: link up'), undefined);
    assert.equal(panicOf(), undefined);
  });

  it('survives an init that left without an oops', () => {
    const line = 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100';
    assert.equal(panicOf('Run /init as init process', line, ...tail), line);
  });
});
