import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readOops } from '../../../../../core/kernel/oops/readOops';
import { arm64Oops, logOf, panicLines, x86Oops } from '../../../../support/oopsText';

const x86 = x86Oops({
  head: [
    'BUG: kernel NULL pointer dereference, address: 0000000000000018',
    '#PF: supervisor write access in kernel mode',
    '#PF: error_code(0x0002) - not-present page',
    'PGD 0 P4D 0 ',
    'Oops: 0002 [#1] PREEMPT SMP NOPTI',
  ],
  place: 'my_write+0xc/0x20 [mydrv]',
  code: '90 90 48 8b 47 20 <89> 70 18 c3',
  registers: { RDI: 'ffff888004c0a000', R08: '0000000000000014' },
  trace: ['my_caller+0x1d/0x30 [mydrv]', '? not_sure+0x10/0x20', 'vfs_write+0x235/0x3f0'],
  panic: 'Fatal exception',
});

describe('what the kernel prints when it crashes', () => {
  it('is understood on x86-64', () => {
    const oops = readOops(logOf('before', ...x86), 1);
    const { logIndex, ...place } = oops.place!;
    assert.deepEqual(place, { symbol: 'my_write', offset: 0xcn, sizeBytes: 0x20n, module: 'mydrv' });
    assert.match(x86[logIndex - 1]!, /^RIP/);
    assert.deepEqual(
      { ...oops.task, logIndex: undefined },
      { cpu: 1, pid: 77, comm: 'worker', logIndex: undefined },
    );
    assert.equal(oops.registers.get('rdi'), 0xffff888004c0a000n);
    assert.equal(oops.registers.get('r8'), 0x14n);
    assert.equal(oops.registers.get('rsp'), 0xffffc90000413ac0n);
    assert.equal(oops.registers.get('rax'), 0n, "user mode's registers are not the kernel's");
    assert.equal(oops.fault.address?.value, 0x18n);
    assert.equal(oops.fault.access?.kind, 'write');
    assert.equal(oops.fault.isPermission, false);
    assert.equal(oops.code?.offset, 6);
    assert.deepEqual([...oops.code.bytes.subarray(6)], [0x89, 0x70, 0x18, 0xc3]);
    assert.deepEqual(
      oops.trace.map(({ symbol }) => symbol),
      ['my_caller', 'vfs_write', 'do_syscall_64', 'entry_SYSCALL_64_after_hwframe'],
    );
  });

  it('is understood as 3.10 printed it', () => {
    const oops = readOops(
      logOf(
        'BUG: unable to handle kernel NULL pointer dereference at           (null)',
        'IP: [<ffffffff8139f2a6>] sysrq_handle_crash+0x16/0x20',
        'Oops: 0002 [#1] SMP ',
        'CPU: 2 PID: 3015 Comm: bash Not tainted 3.10.0-1160.el7.x86_64 #1',
        'RIP: 0010:[<ffffffff8139f2a6>]  [<ffffffff8139f2a6>] sysrq_handle_crash+0x16/0x20',
        'RSP: 0018:ffff880036ec3e58  EFLAGS: 00010246',
        'RAX: 000000000000000f RBX: ffffffff819ff3a0 RCX: 0000000000000000',
        'Call Trace:',
        ' [<ffffffff8139fa92>] __handle_sysrq+0xa2/0x170',
        ' [<ffffffff8139fb90>] ? write_sysrq_trigger+0x0/0x40',
        ' [<ffffffff811ee0fd>] proc_reg_write+0x3d/0x80',
        'Code: eb 9b 45 01 f4 45 39 65 34 75 e5 <c6> 04 25 00 00 00 00 01 5d c3',
      ),
      0,
    );
    assert.equal(oops.fault.address?.value, 0n);
    assert.equal(oops.fault.access?.kind, 'write');
    assert.equal(oops.place?.address, 0xffffffff8139f2a6n);
    assert.equal(oops.registers.get('rbx'), 0xffffffff819ff3a0n);
    assert.equal(oops.code?.bytes[oops.code.offset], 0xc6);
    assert.deepEqual(
      oops.trace.map(({ symbol, address }) => [symbol, address]),
      [
        ['__handle_sysrq', 0xffffffff8139fa92n],
        ['proc_reg_write', 0xffffffff811ee0fdn],
      ],
    );
  });

  it('is understood on arm64', () => {
    const lines = arm64Oops({
      head: [
        'Unable to handle kernel paging request at virtual address dead000000000108',
        'Mem abort info:',
        '  ESR = 0x0000000096000044',
        '  EC = 0x25: DABT (current EL), IL = 32 bits',
        '  FSC = 0x04: level 0 translation fault',
        '  CM = 0, WnR = 1, TnD = 0, TagAccess = 0',
        'Internal error: Oops: 0000000096000044 [#1] SMP',
      ],
      place: 'my_write+0xc/0x20 [mydrv]',
      trace: ['my_caller+0x1d/0x30 [mydrv] (P)'],
      registers: { x0: 'dead000000000100', x19: 'ffff00000488c000' },
      code: 'd503233f a9be7bfd 910003fd (f9000401) a8c27bfd ',
    });
    const oops = readOops(logOf(...lines), 0);
    assert.equal(oops.fault.address?.value, 0xdead000000000108n);
    assert.equal(oops.fault.access?.kind, 'write');
    assert.equal(oops.registers.get('x19'), 0xffff00000488c000n);
    assert.equal(oops.registers.get('sp'), 0xffff80008029bc30n);
    assert.equal(oops.code?.offset, 12);
    assert.deepEqual([...oops.code.bytes.subarray(12, 16)], [0x01, 0x04, 0x00, 0xf9]);
    assert.deepEqual(
      oops.trace.map(({ symbol }) => symbol),
      ['my_write', 'my_caller', 'el0_svc', 'el0t_64_sync'],
    );
  });

  it('leaves out what other cpus wrote in between', () => {
    const lines = x86.flatMap((line) => [line, 'RDI: 1111111111111111 RSI: 2222222222222222']);
    const log = { ...logOf(...lines), callerId: (index: number) => index % 2 };
    assert.equal(readOops(log, 0).registers.get('rdi'), 0xffff888004c0a000n);
    assert.deepEqual(readOops(log, 0).trace.length, 4);
  });

  it('ends where the next report begins', () => {
    const lines = [...x86.slice(0, 8), ...panicLines('Fatal exception', ['far_away+0x1/0x2'])];
    const oops = readOops(logOf(...lines), 0);
    assert.equal(oops.lastLogIndex, 7);
    assert.deepEqual(oops.trace, []);
    const panic = readOops(logOf(...lines), 8);
    assert.deepEqual(
      panic.trace.map(({ symbol }) => symbol),
      ['dump_stack_lvl', 'panic', 'far_away'],
    );
    assert.equal(panic.place, undefined);
  });

  it('may be cut, mixed or nonsense', () => {
    const line = fc.oneof(
      fc.constantFrom(...x86),
      fc.string(),
      fc.constantFrom('Code: <', 'RIP: 0010:', ' ? +0x/0x'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 80 }), (lines) => {
        const oops = readOops(logOf(...lines), 0);
        assert.ok(oops.lastLogIndex >= 0 && oops.trace.length <= lines.length);
      }),
    );
  });
});
