import assert from 'node:assert/strict';
import { crashForm, groupLines, taskLines, traceForm } from '../../../../../core/protocol/text/backtraceText';
import type { BacktraceData } from '../../../../../core/protocol/backtraceData';

const stack: BacktraceData = {
  pid: 7,
  comm: 'bad\u001b[31m',
  cpu: 2,
  onCpu: true,
  task: '0xffff888000000000',
  frames: [
    {
      pc: '0xffffffff81000010',
      symbol: 'leaf',
      offset: '0x10',
      size: '0x40',
      kind: 'current',
      stackAddress: '0xffffc90000000000',
    },
    {
      pc: '0xffffffffc0000020',
      symbol: 'faulty',
      offset: '0x20',
      size: '0x30',
      module: 'mod',
      kind: 'interrupted',
      stackAddress: '0xffffc90000000100',
      registers: { rip: '0xffffffffc0000020', rsp: '0xffffc90000000100', eflags: '0x246', cs: '0x10' },
    },
    { pc: '0xffffffff81000050', kind: 'call', stackAddress: '0xffffc90000000120' },
  ],
  end: { kind: 'stack-missing', message: 'The dump lacks the stack.' },
};

describe('backtraces as text', () => {
  it("look like crash's", () => {
    assert.equal(
      [...taskLines(stack, crashForm)].join(''),
      `PID: 7        TASK: ffff888000000000  CPU: 2   COMMAND: "bad␛[31m"
 #0 [ffffc90000000000] leaf at ffffffff81000010
    [exception RIP: faulty+32]
       RIP: ffffffffc0000020     RSP: ffffc90000000100  RFLAGS: 00000246
        CS: 0010
 #1 [ffffc90000000100] faulty at ffffffffc0000020 [mod]
 #2 [ffffc90000000120] unknown at ffffffff81000050
    (The dump lacks the stack.)
`,
    );
  });

  describe('with source lines', () => {
    const [, interrupted] = stack.frames;
    assert.ok(interrupted);
    const { pc, kind, stackAddress, module = '' } = interrupted;
    const at = { pc, kind, stackAddress, module };
    const sourced = {
      frames: [
        { ...at, symbol: 'inner', inlined: true as const, file: 'mod/inner.h', line: 7, column: 2 },
        { ...at, symbol: 'middle', inlined: true as const },
        { ...interrupted, file: 'mod/\u202efaulty.c', line: 40 },
      ],
      end: { kind: 'bottom', message: '' },
    };

    it("look like crash's bt -l, its numbers kept by the functions that it knows", () => {
      const lines = [...crashForm(sourced)].filter((line) => !/^ *(RIP|CS):/.test(line));
      assert.equal(
        lines.join(''),
        `    [exception RIP: faulty+32]
    [inlined] inner at ffffffffc0000020 [mod]
    mod/inner.h: 7
    [inlined] middle at ffffffffc0000020 [mod]
 #0 [ffffc90000000100] faulty at ffffffffc0000020 [mod]
    mod/⟨U+202E⟩faulty.c: 40
`,
      );
    });

    it("look like what the kernel's decode_stacktrace.sh makes of its own", () => {
      assert.deepEqual(
        [...traceForm(sourced)],
        ['Call Trace:\n', ' RIP: faulty+0x20/0x30 [mod] (mod/inner.h:7 mod/⟨U+202E⟩faulty.c:40)\n'],
      );
    });
  });

  it("look like the kernel's own", () => {
    assert.equal(
      [...traceForm(stack)].join(''),
      `Call Trace:
 leaf+0x10/0x40
 RIP: faulty+0x20/0x30 [mod]
 0xffffffff81000050
 (The dump lacks the stack.)
`,
    );
  });

  it('of equal stacks begin with their number and tasks', () => {
    const [first] = groupLines(
      {
        count: 2,
        tasks: [{ pid: 1, comm: 'init', onCpu: false }, { onCpu: false }],
        frames: [],
        end: stack.end,
      },
      crashForm,
    );
    assert.equal(first, '2 tasks: 1 init, ?? ??\n');
  });

  it('have no word about the end of a whole stack, but the registers of user mode', () => {
    const end = {
      kind: 'user-mode',
      message: 'The kernel was entered from user mode.',
      registers: { pc: '0x1000', x30: '0x2000' },
    };
    assert.equal(
      [...crashForm({ frames: [], end })].join(''),
      '        PC: 0000000000001000      LR: 0000000000002000\n',
    );
  });
});
