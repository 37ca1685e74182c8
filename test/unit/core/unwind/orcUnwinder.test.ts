import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OrcUnwinder } from '../../../../core/unwind/orcUnwinder';
import { maxFrames } from '../../../../core/unwind/stackEnds';
import type { Backtrace, RegisterValues } from '../../../../core/unwind/stackFrame';
import { ReturnProbes } from '../../../../core/unwind/returnProbes';
import { StackMemory } from '../../../../core/unwind/stackMemory';
import { x86PtRegs } from '../../../../core/unwind/x86PtRegs';
import { orcEntry, OrcImage, pageFaultEntry, type BuiltFunction } from '../../../support/orcImage';

const stack = 0xffff_c900_0001_0000n;
const otherStack = 0xffff_c900_0002_0000n;

const functions: readonly BuiltFunction[] = [
  { name: 'leaf', sizeBytes: 64, entries: [[0, orcEntry()]] },
  {
    name: 'caller',
    sizeBytes: 64,
    entries: [
      [0, orcEntry()],
      [1, orcEntry({ spOffset: 24 })],
    ],
  },
  {
    name: 'framed',
    sizeBytes: 64,
    entries: [[0, orcEntry({ spRegister: 'bp', spOffset: 16, bpRegister: 'prev-sp', bpOffset: -16 })]],
  },
  {
    name: 'bottom',
    sizeBytes: 64,
    entries: [[0, orcEntry({ type: 'end-of-stack', spRegister: 'undefined', spOffset: 0 })]],
  },
  {
    name: 'asm_exc_page_fault',
    sizeBytes: 64,
    entries: [
      [0, pageFaultEntry],
      [9, orcEntry({ type: 'regs', signal: true, spOffset: 0 })],
    ],
  },
  {
    name: 'irqStackCaller',
    sizeBytes: 64,
    entries: [[0, orcEntry({ spRegister: 'sp-indirect', spOffset: 8 })]],
  },
  {
    name: 'viaBpIndirect',
    sizeBytes: 64,
    entries: [[0, orcEntry({ spRegister: 'bp-indirect', spOffset: -8 })]],
  },
  { name: 'realigned', sizeBytes: 64, entries: [[0, orcEntry({ spRegister: 'r10', spOffset: 0 })]] },
  {
    name: 'exempt',
    sizeBytes: 64,
    entries: [[0, orcEntry({ type: 'undefined', spRegister: 'undefined', spOffset: 0 })]],
  },
  { name: 'return_to_handler', sizeBytes: 64, entries: [[0, orcEntry()]] },
  { name: 'endless', sizeBytes: 64, entries: [[0, orcEntry()]] },
];

class Machine {
  readonly image = new OrcImage(functions);

  words(address: bigint, ...values: readonly bigint[]): void {
    for (const [index, value] of values.entries())
      this.image.memory.addWord(address + BigInt(index * 8), value);
  }

  ptRegs(address: bigint, values: Readonly<Record<string, bigint>>): void {
    this.words(address, ...x86PtRegs.map((name) => values[name] ?? 0n));
  }

  from(values: Readonly<Record<string, bigint>>): Backtrace {
    return this.unwinder.unwindFrom(new Map(Object.entries({ cs: 0x10n, ...values })));
  }

  get unwinder(): OrcUnwinder {
    const { memory, tables, symbols } = this.image;
    const stackMemory = new StackMemory(memory);
    const probes = new ReturnProbes(stackMemory, undefined, symbols);
    return new OrcUnwinder(stackMemory, tables, symbols, probes);
  }

  /** Names and offsets, with the kind unless it is a call. */
  names({ frames }: Backtrace): readonly string[] {
    return frames.map(({ pc, kind }) => {
      const symbol = this.image.symbols.findByAddress(pc);
      const name = symbol ? `${symbol.name}+${symbol.offset}` : pc.toString(16);
      return kind === 'call' ? name : `${kind} ${name}`;
    });
  }
}

describe('ORC unwinder', () => {
  let machine: Machine;
  const at = (name: string, offset = 0): bigint => machine.image.at(name, offset);
  beforeEach(() => {
    machine = new Machine();
  });

  it('follows calls by the stack pointer and by the frame pointer to the end of the stack', () => {
    machine.words(stack, at('caller', 20), 0n, 0n, at('framed', 20));
    machine.words(stack + 0x40n, 0x1234n, at('bottom', 20));
    const found = machine.from({ rip: at('leaf', 4), rsp: stack, rbp: stack + 0x40n });
    assert.deepEqual(machine.names(found), ['current leaf+4', 'caller+20', 'framed+20', 'bottom+20']);
    assert.equal(found.end.kind, 'bottom');
    const places = found.frames.map(({ stackAddress }) => Number(stackAddress - stack));
    assert.deepEqual(places, [0, 0, 24, 72]);
  });

  it("finds a return address behind a function's end in that function", () => {
    // A call of a function that never returns is the last instruction of caller.
    machine.words(stack, at('caller', 64));
    machine.words(stack + 24n, at('bottom', 20));
    const found = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.equal(found.end.kind, 'bottom');
    assert.equal(found.frames.length, 3);
  });

  it('goes on from where an exception interrupted, with the registers saved there', () => {
    machine.words(stack, at('asm_exc_page_fault', 20));
    machine.ptRegs(stack + 8n, {
      rip: at('framed', 30),
      rsp: otherStack,
      rbp: otherStack + 0x40n,
      rbx: 7n,
      cs: 0x10n,
    });
    machine.words(otherStack + 0x40n, 0n, at('bottom', 20));
    const found = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.deepEqual(machine.names(found), [
      'current leaf+4',
      'asm_exc_page_fault+20',
      'interrupted framed+30',
      'bottom+20',
    ]);
    assert.equal(found.frames[2]?.registers?.get('rbx'), 7n);
  });

  it('goes on from what the cpu alone has saved', () => {
    machine.words(stack, 0xen, at('caller', 30), 0x10n, 0x246n, otherStack, 0x18n);
    machine.words(otherStack + 16n, at('bottom', 20));
    const found = machine.from({ rip: at('asm_exc_page_fault', 0), rsp: stack });
    assert.deepEqual(machine.names(found), [
      'current asm_exc_page_fault+0',
      'interrupted caller+30',
      'bottom+20',
    ]);
    const saved = Object.fromEntries(found.frames[1]?.registers ?? []);
    assert.deepEqual(saved, { rip: at('caller', 30), cs: 0x10n, eflags: 0x246n, rsp: otherStack, ss: 0x18n });
  });

  it('ends where the kernel was entered from user mode, and has its registers', () => {
    machine.words(stack, at('asm_exc_page_fault', 20));
    machine.ptRegs(stack + 8n, { rip: 0x40_1000n, rsp: 0x7fff_0000n, cs: 0x33n });
    const found = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.deepEqual(machine.names(found), ['current leaf+4', 'asm_exc_page_fault+20']);
    assert.equal(found.end.kind, 'user-mode');
    assert.equal(found.end.registers?.get('rip'), 0x40_1000n);
    assert.deepEqual(machine.from({ rip: 0x40_1000n, cs: 0x33n }).frames, []);
  });

  it('crosses from one stack to another', () => {
    machine.words(stack, at('irqStackCaller', 20), otherStack);
    machine.words(otherStack, at('bottom', 20));
    const found = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.deepEqual(machine.names(found), ['current leaf+4', 'irqStackCaller+20', 'bottom+20']);

    machine.words(otherStack + 0x100n, stack + 0x200n);
    machine.words(stack + 0x1f8n, at('bottom', 20));
    const byBp = machine.from({
      rip: at('viaBpIndirect', 4),
      rsp: otherStack + 0x80n,
      rbp: otherStack + 0x108n,
    });
    assert.deepEqual(machine.names(byBp), ['current viaBpIndirect+4', 'bottom+20']);
  });

  it('needs the registers of an exception where entry code keeps the stack pointer in another one', () => {
    machine.words(stack + 0x20n, at('bottom', 20));
    const found = machine.from({ rip: at('realigned', 4), rsp: stack, r10: stack + 0x28n });
    assert.deepEqual(machine.names(found), ['current realigned+4', 'bottom+20']);

    machine.words(stack, at('realigned', 20));
    const without = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.equal(without.end.kind, 'no-unwind-data');
    assert.match(without.end.message, /register r10/);
  });

  for (const [what, pc] of [
    ['NULL', 0n],
    ['a wild pointer', 0xdead_beef_0000n],
  ] as const) {
    it(`finds who called ${what}`, () => {
      machine.words(stack, at('caller', 20), 0n, 0n, at('bottom', 20));
      const found = machine.from({ rip: pc, rsp: stack });
      assert.deepEqual(machine.names(found).slice(1), ['caller+20', 'bottom+20']);
    });
  }

  it('leaves a function without unwind data by the call that entered it', () => {
    const call = Buffer.alloc(8);
    call[3] = 0xe8;
    call.writeInt32LE(Number(at('exempt') - at('caller', 20)), 4);
    machine.image.memory.add(at('caller', 12), call);
    // The address in leaf is code as well, but nothing there called.
    machine.words(stack, 0n, at('leaf', 30), 5n, at('caller', 20), 0n, 0n, at('bottom', 20));
    machine.image.memory.add(at('leaf', 22), new Uint8Array(8));
    const found = machine.from({ rip: at('exempt', 40), rsp: stack });
    assert.deepEqual(machine.names(found), ['current exempt+40', 'caller+20', 'bottom+20']);
  });

  it('does not guess where nothing called a function without unwind data', () => {
    machine.words(stack, ...Array.from({ length: 80 }, () => at('leaf', 30)));
    machine.image.memory.add(at('leaf', 22), new Uint8Array(8));
    const found = machine.from({ rip: at('exempt', 40), rsp: stack });
    assert.equal(found.frames.length, 1);
    assert.equal(found.end.kind, 'no-unwind-data');
  });

  it('starts a task that slept behind its call, and one that never ran where it will start', () => {
    machine.words(stack, 0n, 0n, at('bottom', 20));
    const slept = machine.unwinder.unwindSwitchedOut({
      pc: at('caller', 20),
      sp: stack,
      fp: 0n,
      isStart: false,
    });
    assert.deepEqual(machine.names(slept), ['caller+20', 'bottom+20']);
    const fresh = machine.unwinder.unwindSwitchedOut({ pc: at('bottom'), sp: stack, fp: 0n, isStart: true });
    assert.deepEqual(machine.names(fresh), ['current bottom+0']);
    assert.equal(fresh.end.kind, 'bottom');
  });

  it('ends with the reason where the dump lacks the stack', () => {
    machine.words(stack, at('caller', 20));
    const found = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.deepEqual(machine.names(found), ['current leaf+4', 'caller+20']);
    assert.equal(found.end.kind, 'stack-missing');
    assert.match(found.end.message, /ffffc90000010018 \(excluded\)/);
  });

  it('never takes for a frame what is no code', () => {
    machine.words(stack, 0x4141_4141_4141_4141n);
    const found = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.equal(found.frames.length, 1);
    assert.equal(found.end.kind, 'damaged');
  });

  it('ends where a probe has put its own return address on the stack', () => {
    machine.words(stack, at('return_to_handler'), 0n, 0n);
    const found = machine.from({ rip: at('leaf', 4), rsp: stack });
    assert.equal(found.frames.length, 1);
    assert.equal(found.end.kind, 'no-unwind-data');
    assert.match(found.end.message, /probe/);
  });

  it('ends where the stack leads back to itself, and after more frames than a stack has room for', () => {
    machine.words(stack, at('framed', 20), 0n);
    machine.words(stack + 0x40n, stack + 0x40n, at('framed', 20));
    const loop = machine.from({ rip: at('leaf', 4), rsp: stack, rbp: stack + 0x40n });
    assert.equal(loop.end.kind, 'damaged');
    assert.ok(loop.frames.length < 4);

    machine.words(stack, ...Array.from({ length: maxFrames + 10 }, () => at('endless', 20)));
    const endless = machine.from({ rip: at('endless', 4), rsp: stack });
    assert.equal(endless.end.kind, 'too-deep');
    assert.equal(endless.frames.length, maxFrames);
  }).timeout(20_000);

  it('gives an end and only code for any stack and any registers', () => {
    const word = fc.oneof(
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      fc.integer({ min: 0, max: 639 }).map((offset) => at('leaf', offset)),
      fc.integer({ min: 0, max: 63 }).map((index) => stack + BigInt(index * 8)),
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 64, maxLength: 64 }),
        word,
        word,
        word,
        (words, rip, rsp, rbp) => {
          machine = new Machine();
          machine.words(stack, ...words);
          const registers: RegisterValues = new Map(
            Object.entries({ rip, rsp, rbp, cs: 0x10n, r10: rbp, r13: rsp }),
          );
          const { frames, end } = machine.unwinder.unwindFrom(registers);
          assert.ok(frames.length <= maxFrames && end.message !== '');
          for (const { pc, kind } of frames) {
            assert.ok(kind !== 'call' || machine.image.tables.hasCode(pc - 1n));
          }
        },
      ),
      { numRuns: 300 },
    );
  }).timeout(30_000);
});
