import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeLog } from '../../../../core/analysis/analyzeCrash';
import type { Verdict } from '../../../../core/protocol/verdict';
import { arm64Oops, logOf, panicLines, x86Oops } from '../../../support/oopsText';

const verdictOn = (...lines: readonly string[]): Verdict =>
  analyzeLog(logOf('Linux version 6.1.0', ...lines));

/** kind, function, module */
function essence({ kind, guilty }: Verdict): readonly (string | undefined)[] {
  return [kind, guilty.function, guilty.module];
}

const myFunction = { place: 'my_write+0xc/0x20 [mydrv]', trace: ['my_caller+0x1d/0x30 [mydrv]'] };
const helperInMyFunction = { place: 'memcpy_erms+0x6/0x10', trace: ['my_write+0xc/0x20 [mydrv]'] };
const panic = 'Fatal exception';

function pageFault(address: string, error: string, rest: object = {}): Verdict {
  const what = /^0{13}/.test(address)
    ? `BUG: kernel NULL pointer dereference, address: ${address}`
    : `BUG: unable to handle page fault for address: ${address}`;
  const head = [what, `#PF: error_code(${error}) - page`, `Oops: ${error.slice(2)} [#1] PREEMPT SMP`];
  return verdictOn(...x86Oops({ head, ...myFunction, panic, ...rest }));
}

function protectionFault(address: string): Verdict {
  const head = [`general protection fault, probably for non-canonical address 0x${address}: 0000 [#1] SMP`];
  return verdictOn(...x86Oops({ head, ...myFunction, panic }));
}

describe('the verdict on an access to memory', () => {
  it('tells NULL, and what lies next to it', () => {
    assert.deepEqual(essence(pageFault('0000000000000018', '0x0000')), [
      'null-dereference',
      'my_write',
      'mydrv',
    ]);
    assert.match(pageFault('0000000000000018', '0x0002').summary, /wrote 0x18 bytes behind NULL/);
    assert.deepEqual(pageFault('0000000000000018', '0x0002').address, {
      value: '0x18',
      meaning: 'NULL + 0x18',
      access: 'write',
    });
  });

  it('blames who called a helper', () => {
    assert.deepEqual(essence(pageFault('0000000000000000', '0x0000', helperInMyFunction)), [
      'null-dereference',
      'my_write',
      'mydrv',
    ]);
  });

  it('tells calls of what is no code', () => {
    const nowhere = { place: '0x0', trace: ['my_caller+0x1d/0x30 [mydrv]'] };
    assert.deepEqual(essence(pageFault('0000000000000000', '0x0010', nowhere)), [
      'bad-jump',
      'my_caller',
      'mydrv',
    ]);
    const astray = { place: '0xffff888000dead00', trace: ['my_caller+0x1d/0x30 [mydrv]'] };
    assert.deepEqual(essence(pageFault('ffff888000dead00', '0x0011', astray)).slice(0, 2), [
      'bad-jump',
      'my_caller',
    ]);
  });

  it('knows poisons, and says that it concludes from them', () => {
    const freed = protectionFault('6b6b6b6b6b6b6b7b');
    assert.deepEqual([freed.kind, freed.confidence], ['use-after-free', 'probable']);
    assert.equal(protectionFault('5a5a5a5a5a5a5a5a').kind, 'uninitialized-memory');
    assert.equal(protectionFault('dead000000000108').kind, 'list-corruption');
    assert.equal(pageFault('cccccccccccccccc', '0x0000').kind, 'use-after-free');
  });

  it('tells wild pointers apart', () => {
    assert.match(protectionFault('1badcafe5eedf00d').summary, /no address at all/);
    assert.match(pageFault('fffffffffffffff4', '0x0000').summary, /ERR_PTR\(-12\)/);
    assert.match(pageFault('00007ffd37cbe210', '0x0001').summary, /user space/);
    assert.match(pageFault('ffffc90000c0a000', '0x0000').summary, /Nothing is mapped/);
    for (const address of ['fffffffffffffff4', '00007ffd37cbe210', 'ffffc90000c0a000']) {
      assert.equal(pageFault(address, '0x0000').kind, 'wild-pointer', address);
    }
    assert.equal(pageFault('ffffffff81c0a000', '0x0003').kind, 'write-to-read-only');
  });

  it('blames nobody for a free list that leads nowhere', () => {
    const verdict = pageFault('ffffc90000c0a000', '0x0000', { place: '__kmalloc+0xb1/0x200' });
    assert.deepEqual(essence(verdict), ['memory-corruption', undefined, undefined]);
    assert.deepEqual(verdict.bystander?.function, 'my_caller');
  });

  it('understands arm64', () => {
    const head = [
      'Unable to handle kernel NULL pointer dereference at virtual address 0000000000000010',
      '  EC = 0x25: DABT (current EL), IL = 32 bits',
      '  CM = 0, WnR = 1, TnD = 0, TagAccess = 0',
      'Internal error: Oops: 0000000096000044 [#1] SMP',
    ];
    const verdict = verdictOn(...arm64Oops({ head, ...myFunction, panic: 'Oops: Fatal exception' }));
    assert.deepEqual(essence(verdict), ['null-dereference', 'my_write', 'mydrv']);
    assert.equal(verdict.address?.access, 'write');
  });
});

describe('the verdict on what the kernel says of itself', () => {
  const oopsOf = (...head: readonly string[]): Verdict =>
    verdictOn(...x86Oops({ head, ...myFunction, panic }));

  it('names file and line of a BUG and of a warning', () => {
    const bug = oopsOf('kernel BUG at drivers/my/drv.c:120!', 'invalid opcode: 0000 [#1] PREEMPT SMP');
    assert.deepEqual(essence(bug), ['bug', 'my_write', 'mydrv']);
    assert.deepEqual([bug.guilty.file, bug.guilty.line], ['drivers/my/drv.c', 120]);
    const setting = 'kernel: panic_on_warn set ...';
    for (const line of [
      'WARNING: CPU: 1 PID: 77 at drivers/my/drv.c:120 my_write+0xc/0x20 [mydrv]',
      'WARNING: drivers/my/drv.c:120 at my_write+0xc/0x20 [mydrv], CPU#1: worker/77',
    ]) {
      const warning = verdictOn(
        '------------[ cut here ]------------',
        ...x86Oops({ head: [line], ...myFunction, panic: setting }),
      );
      assert.deepEqual(essence(warning), ['warning', 'my_write', 'mydrv'], line);
      assert.equal(warning.guilty.line, 120);
      assert.match(warning.summary, /panic_on_warn/);
    }
  });

  it('tells lists and the heap apart from other BUGs', () => {
    const list = verdictOn(
      'list_del corruption. next->prev should be ffff888004c0a000, but was 0000000000000000',
      '------------[ cut here ]------------',
      ...x86Oops({
        head: ['kernel BUG at lib/list_debug.c:62!', 'invalid opcode: 0000 [#1] PREEMPT SMP'],
        place: '__list_del_entry_valid.cold+0x1d/0x47',
        trace: ['my_write+0xc/0x20 [mydrv]'],
        panic,
      }),
    );
    assert.deepEqual(essence(list), ['list-corruption', 'my_write', 'mydrv']);
    const free = verdictOn(
      ...x86Oops({
        head: ['kernel BUG at mm/slub.c:440!', 'invalid opcode: 0000 [#1] PREEMPT SMP'],
        place: '__slab_free+0x11/0x300',
        trace: ['kfree+0x80/0x100', 'my_write+0xc/0x20 [mydrv]'],
        panic,
      }),
    );
    assert.deepEqual(essence(free), ['double-free', 'my_write', 'mydrv']);
    assert.equal(free.confidence, 'probable');
  });

  it('believes a sanitizer', () => {
    const report = (bug: string): Verdict =>
      verdictOn(
        `BUG: ${bug}`,
        'Write of size 4 at addr ffff888004c0a000 by task worker/77',
        'CPU: 1 PID: 77 Comm: worker Not tainted 6.1.0-56-amd64 #1',
        'Call Trace:',
        ' <TASK>',
        ' dump_stack_lvl+0x44/0x5c',
        ' print_report+0x170/0x4b0',
        ' kasan_report+0xbb/0x1c0',
        ' my_write+0xc/0x20 [mydrv]',
        ' my_caller+0x1d/0x30 [mydrv]',
        ' </TASK>',
        ...panicLines(
          bug.startsWith('KASAN') ? 'kasan.fault=panic set ...' : 'KFENCE: panic_on_warn set ...',
        ),
      );
    assert.deepEqual(essence(report('KASAN: slab-use-after-free in my_write+0xc/0x20 [mydrv]')), [
      'use-after-free',
      'my_write',
      'mydrv',
    ]);
    assert.equal(report('KASAN: slab-out-of-bounds in my_write+0xc/0x20 [mydrv]').kind, 'out-of-bounds');
    assert.equal(report('KASAN: double-free in my_write+0xc/0x20 [mydrv]').kind, 'double-free');
    assert.equal(report('KFENCE: memory corruption in my_write+0xc/0x20 [mydrv]').kind, 'out-of-bounds');
  });

  it('knows exceptions by their names', () => {
    assert.equal(oopsOf('divide error: 0000 [#1] PREEMPT SMP').kind, 'divide-error');
    assert.equal(oopsOf('invalid opcode: 0000 [#1] PREEMPT SMP').kind, 'invalid-opcode');
    assert.equal(oopsOf('traps: PANIC: double fault, error_code: 0x0').kind, 'double-fault');
    assert.equal(oopsOf('alignment check: 0000 [#1] PREEMPT SMP').kind, 'oops');
    assert.equal(
      oopsOf(
        'BUG: TASK stack guard page was hit at 0000000079dd8b59 (stack is 0000..0000)',
        'stack guard page: 0000 [#1] SMP',
      ).kind,
      'stack-overflow',
    );
  });
});

describe('the verdict on what is not the fault of what ran', () => {
  const reasons: readonly (readonly [kind: string, reason: string, ...before: string[]])[] = [
    [
      'machine-check',
      'Fatal machine check',
      'mce: [Hardware Error]: CPU 1: Machine Check Exception: 5 Bank 3: be00000000800400',
    ],
    ['machine-check', 'Timeout: Not all CPUs entered broadcast exception handler, Fatal local machine check'],
    [
      'hardware-error',
      'Asynchronous SError Interrupt',
      'SError Interrupt on CPU1, code 0x00000000bf000002 -- SError',
    ],
    [
      'hardware-error',
      'Fatal hardware error!',
      '{1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 0',
    ],
    ['nmi', 'NMI: Not continuing', 'Uhhuh. NMI received for unknown reason 31 on CPU 0.'],
    ['nmi', 'NMI IOCK error: Not continuing'],
    [
      'watchdog',
      'An NMI occurred. Depending on your system the reason for the NMI is logged in any one of the following resources: hpwdt',
    ],
    ['watchdog', 'watchdog: watchdog0: pretimeout event'],
    ['out-of-memory', 'Out of memory: compulsory panic_on_oom is enabled'],
    ['out-of-memory', 'System is deadlocked on memory'],
    ['init-died', 'Attempted to kill init! exitcode=0x0000000b'],
    ['root-not-mounted', 'VFS: Unable to mount root fs on unknown-block(0,0)'],
    ['hypervisor', 'Hyper-V: requested by the host'],
  ];

  for (const [kind, reason, ...before] of reasons) {
    it(`says ${kind} for “${reason.slice(0, 40)}”`, () => {
      const verdict = verdictOn(...before, ...panicLines(reason, ['my_write+0xc/0x20 [mydrv]']));
      assert.deepEqual(essence(verdict), [kind, undefined, undefined]);
      assert.equal(verdict.signature.text, kind);
    });
  }

  it('says panic, with its reason, for any other, and who gave it', () => {
    const verdict = verdictOn(
      ...panicLines('my device 0xdeadbeef died 3 times', ['my_write+0xc/0x20 [mydrv]']),
    );
    assert.deepEqual(essence(verdict), ['panic', 'my_write', 'mydrv']);
    assert.match(verdict.signature.text, /my device # died # times/);
    const nmi = verdictOn(...panicLines('mydrv: no answer to NMI', ['my_write+0xc/0x20 [mydrv]']));
    assert.equal(nmi.kind, 'panic');
  });

  it('does not guess', () => {
    const verdict = verdictOn('Run /sbin/init as init process');
    assert.deepEqual([verdict.kind, verdict.confidence], ['unknown', undefined]);
    assert.equal(analyzeLog(logOf()).kind, 'unknown');
  });
});

describe('the verdict on cpus and tasks that are stuck', () => {
  const stuck = { place: 'my_write+0xc/0x20 [mydrv]', trace: ['my_caller+0x1d/0x30 [mydrv]'] };

  it('names what a cpu executed', () => {
    const soft = verdictOn(
      ...x86Oops({
        head: ['watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [worker:77]'],
        ...stuck,
        panic: 'softlockup: hung tasks',
      }),
    );
    assert.deepEqual(essence(soft), ['soft-lockup', 'my_write', 'mydrv']);
    assert.equal(soft.guilty.task?.pid, 77);
    const hard = verdictOn(
      ...x86Oops({
        head: ['NMI watchdog: Watchdog detected hard LOCKUP on cpu 1'],
        ...stuck,
        panic: 'Hard LOCKUP',
      }),
    );
    assert.deepEqual(essence(hard), ['hard-lockup', 'my_write', 'mydrv']);
  });

  it('skips the lock that a cpu spins on', () => {
    const verdict = verdictOn(
      ...x86Oops({
        head: ['watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [worker:77]'],
        place: 'native_queued_spin_lock_slowpath+0x6e/0x1c0',
        trace: ['_raw_spin_lock_irqsave+0x44/0x50', 'my_write+0xc/0x20 [mydrv]'],
        panic: 'softlockup: hung tasks',
      }),
    );
    assert.deepEqual(essence(verdict), ['soft-lockup', 'my_write', 'mydrv']);
  });

  it('names the stalled cpu of RCU, and what it executed', () => {
    const verdict = verdictOn(
      'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
      'rcu: \t1-....: (5249 ticks this GP) idle=2b4c/1/0x4000000000000000 softirq=120/120 fqs=2624',
      '\t(detected by 0, t=5252 jiffies, g=-1051, q=34 ncpus=2)',
      'Sending NMI from CPU 0 to CPUs 1:',
      ...x86Oops({ head: ['NMI backtrace for cpu 1'], ...stuck }),
      'Kernel panic - not syncing: RCU Stall',
    );
    assert.deepEqual(essence(verdict), ['rcu-stall', 'my_write', 'mydrv']);
    assert.equal(verdict.guilty.task?.cpu, 1);
  });

  it('names where a hung task waits, not the one that found it', () => {
    const verdict = verdictOn(
      'INFO: task worker:77 blocked for more than 120 seconds.',
      '      Tainted: G           OE      6.1.0-56-amd64 #1',
      '"echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.',
      'task:worker          state:D stack:0     pid:77    ppid:2      flags:0x00004000',
      'Call Trace:',
      ' <TASK>',
      ' __schedule+0x34d/0xa00',
      ' schedule+0x5a/0xd0',
      ' io_schedule+0x42/0x70',
      ' folio_wait_bit_common+0x12b/0x330',
      ' my_write+0xc/0x20 [mydrv]',
      ' </TASK>',
      ...panicLines('hung_task: blocked tasks', ['watchdog+0x1/0x2', 'kthread+0xda/0x100']),
    );
    assert.deepEqual(essence(verdict), ['hung-task', 'my_write', 'mydrv']);
    assert.deepEqual([verdict.guilty.task?.pid, verdict.guilty.task?.comm], [77, 'worker']);
  });
});

describe('the verdict on any text', () => {
  it('is one', () => {
    const head = ['BUG: kernel NULL pointer dereference, address: 0000000000000018', 'Oops: 0002 [#1] SMP'];
    const known = [
      ...x86Oops({ head, ...myFunction, panic }),
      ...arm64Oops({ head: ['Internal error: Oops - BUG: 00000000f2000800 [#1] SMP'], ...myFunction }),
      'INFO: task worker:77 blocked for more than 120 seconds.',
      'list_del corruption. next->prev should be ffff888004c0a000',
    ];
    const line = fc.oneof(fc.constantFrom(...known), fc.string());
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const { kind, title, findings, signature } = verdictOn(...lines);
        assert.ok(kind !== 'no-crash' && title !== '' && findings.length > 0 && signature.id.length === 16);
      }),
    );
  });
});
