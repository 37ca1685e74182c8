import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Instruction } from '../../core/disassembly/instruction';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import type { GdbInstruction } from '../../core/engines/gdb/gdbDisassembler';
import type { Kernel } from '../../core/kernel/kernel';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { isWhole } from '../../core/unwind/stackFrame';
import { startGdbDisassembler } from '../../debug-adapter/engines/codeOfDump';
import { kernelText, withKernel } from './comparedStacks';
import { requireDump } from './lab/labDump';
import { sampleFunctions } from './randomFunctions';

/** Where the machine's own `Call Trace:` says that it was: `[<ffffffff80a5b90c>] panic+0x11a/0x35a`. */
function tracedAddresses(consolePath: string): readonly bigint[] {
  const [, trace = ''] = readFileSync(consolePath, 'latin1').split('Call Trace:');
  return [...trace.matchAll(/\[<([0-9a-f]{16})>\]/g)].map(([, digits]) => BigInt(`0x${digits}`));
}

describe('a dump of riscv64', function () {
  this.timeout(300_000);

  for (const name of ['riscv64-6.12-qemu-elf', 'riscv64-6.12-qemu-kdump']) {
    it(`has the crashing stack of ${name} as the machine itself told it`, async () => {
      const dump = requireDump(name);
      const traced = tracedAddresses(dump.reference!.logPath);
      await withKernel(dump, (kernel) => {
        assert.deepEqual(kernel.memory.translator.problems, []);
        const { frames, end } = new Stacks(kernel).ofPanic().backtrace;
        assert.equal(end.kind, 'user-mode');
        const names = frames.map((frame) => kernelText(kernel, frame).replace(/\+.*/, ''));
        const panic = names.lastIndexOf('panic');
        // From panic's caller on; what panic itself did in the meantime is newer than its trace.
        const callers = frames.slice(panic + 1).map(({ pc }) => pc);
        assert.ok(callers.length > 5);
        assert.deepEqual(callers, traced.slice(-callers.length));
        assert.equal(names[panic + 1], 'sysrq_handle_crash');
      });
    });
  }

  it('has whole stacks of all tasks', async () => {
    await withKernel(requireDump('riscv64-6.12-qemu-elf'), (kernel) => {
      const stacks = new Stacks(kernel);
      const { tasks } = stacks.tasks;
      assert.ok(tasks.length > 40, `${tasks.length} tasks`);
      for (const task of tasks) {
        const { backtrace } = stacks.ofTask(task);
        assert.ok(isWhole(backtrace), `${task.comm} (${task.pid}): ${backtrace.end.message}`);
      }
    });
  });

  it('is disassembled into the instructions that gdb finds, with the same operands and targets', async () => {
    await withKernel(requireDump('riscv64-6.12-qemu-elf'), comparedWithGdb);
  });
});

async function comparedWithGdb(kernel: Kernel): Promise<void> {
  const own = await loadDisassembler('riscv64');
  assert.ok(own);
  const gdb = await startGdbDisassembler(kernel.dump.machine);
  try {
    const seen = { instructions: 0, operands: 0, targets: 0 };
    for (const { name, address, bytes } of sampleFunctions(kernel, 150)) {
      const peers = await gdb.disassemble(bytes, address);
      for (const [index, instruction] of own.disassemble(bytes, address).entries()) {
        const peer: GdbInstruction | undefined = peers[index];
        const what: string = `${name}: ${instruction.text} is ${peer?.text}`;
        assert.equal(peer?.address, instruction.address, what);
        assert.equal(peer.bytes.length, instruction.bytes.length, what);
        seen.instructions++;
        if (isOperandAlike(instruction, peer.text, what)) seen.operands++;
        if (isTargetAlike(instruction, peer.text, what)) seen.targets++;
      }
    }
    assert.ok(seen.instructions > 5000 && seen.operands > 1000 && seen.targets > 800, JSON.stringify(seen));
  } finally {
    gdb.dispose();
  }
}

/** Whether there was an operand in memory to compare. */
function isOperandAlike({ memory }: Instruction, peer: string, what: string): boolean {
  const [, displacement = '0', base] = /(-?\d+)\((\w+)\)(?: #.*)?$/.exec(peer) ?? [];
  if (base === undefined || peer.startsWith('jal') || !memory) return false;
  assert.deepEqual(memory, { base, displacement: BigInt(displacement) }, what);
  return true;
}

/** Whether there was a target to compare; gdb tells that of a call of two instructions behind the second one. */
function isTargetAlike({ target }: Instruction, peer: string, what: string): boolean {
  const found = /^(?:j|jal|b\w+)\b.*(0x[0-9a-f]{16})$/.exec(peer) ?? /^jalr.* # (0x[0-9a-f]{16})/.exec(peer);
  if (found) assert.equal(target, BigInt(found[1] ?? 0), what);
  return found !== null;
}
