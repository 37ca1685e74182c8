import type { VirtualAddress } from '../base/address';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { SymbolTable } from '../symbols/symbolTable';
import type { TypeTable } from '../types/typeTable';
import { arm64TaskStart, riscv64TaskStart, x86TaskStart } from './taskStart';
import { isInRanges, kernelCodeRanges } from './codeRanges';
import { orcNotFound } from './errors';
import { findFrameRecordOffset } from './arm64PtRegs';
import { FrameRecordUnwinder } from './frameRecordUnwinder';
import type { ModuleCode } from './moduleCode';
import { OrcTable } from './orcTable';
import { copiedCodeTable, findKernelOrc, findOrcFormat, framePointerTable, OrcTables } from './orcTables';
import { OrcUnwinder } from './orcUnwinder';
import type { Backtrace, RegisterValues } from './stackFrame';
import { RegistersAlone } from './registersAlone';
import { Riscv64Unwinder } from './riscv64Unwinder';
import { ReturnProbes } from './returnProbes';
import { StackEnded, StackMemory } from './stackMemory';

/** Backtraces of one dumped kernel, whatever its machine. */
export interface StackUnwinder {
  /**
   * From the registers of a cpu, by the names of the machine's own pt_regs.
   * @param task the task_struct of what it executed: probes keep return addresses there
   */
  unwindFrom(registers: RegisterValues, task?: VirtualAddress): Backtrace;
  /**
   * Of a task that is on no cpu.
   * @param task its task_struct
   * @throws VmcoreError `task-layout-missing`, `unwind-unsupported`
   */
  unwindTask(task: VirtualAddress): Backtrace;
}

/** What a dump has to tell for its stacks to be unwound. */
export interface UnwindContext {
  readonly memory: VirtualMemory;
  /** As in DumpedMachine.name. */
  readonly machineName: string;
  readonly symbols: SymbolTable;
  readonly types: TypeTable | undefined;
  readonly modules: readonly ModuleCode[];
}

/** @throws VmcoreError `orc-not-found` */
export function createUnwinder(context: UnwindContext): StackUnwinder {
  switch (context.machineName) {
    case 'x86_64':
      return createX86Unwinder(context);
    case 'aarch64':
      return createArm64Unwinder(context);
    case 'riscv64':
      return createRiscv64Unwinder(context);
    default:
      return new RegistersAlone(context.machineName);
  }
}

function createX86Unwinder({ memory, symbols, types, modules }: UnwindContext): StackUnwinder {
  const kernel = findKernelOrc(memory, symbols);
  const format = kernel && findOrcFormat(kernel.table, symbols);
  if (!format) throw orcNotFound();
  const ofModules = modules.flatMap(({ ranges, orc, copyOf, hasFramePointers }) => {
    if (orc) return [{ ranges, table: new OrcTable(memory, orc) }];
    if (copyOf !== undefined) return [{ ranges, table: copiedCodeTable(kernel.table, ranges, copyOf) }];
    return hasFramePointers ? [{ ranges, table: framePointerTable }] : [];
  });
  const stack = new StackMemory(memory);
  const tables = new OrcTables(format, [kernel, ...ofModules]);
  const unwinder = new OrcUnwinder(stack, tables, symbols, new ReturnProbes(stack, types, symbols));
  return {
    unwindFrom: (registers, task) => unwinder.unwindFrom(registers, task),
    unwindTask: (task) =>
      orEnd(() => unwinder.unwindSwitchedOut(x86TaskStart(stack, types, symbols, task), task)),
  };
}

function createArm64Unwinder({ memory, symbols, types, modules }: UnwindContext): StackUnwinder {
  const stack = new StackMemory(memory);
  const unwinder = new FrameRecordUnwinder(
    stack,
    memory.translator,
    codeTest(symbols, modules),
    findFrameRecordOffset(types),
    new ReturnProbes(stack, types, symbols),
  );
  return {
    unwindFrom: (registers, task) => unwinder.unwindFrom(registers, task),
    unwindTask: (task) =>
      orEnd(() => unwinder.unwindSwitchedOut(arm64TaskStart(stack, types, symbols, task), task)),
  };
}

function createRiscv64Unwinder({ memory, symbols, types, modules }: UnwindContext): StackUnwinder {
  const stack = new StackMemory(memory);
  const probes = new ReturnProbes(stack, types, symbols);
  const unwinder = new Riscv64Unwinder(stack, symbols, codeTest(symbols, modules), probes);
  return {
    unwindFrom: (registers, task) => unwinder.unwindFrom(registers, task),
    unwindTask: (task) =>
      orEnd(() => unwinder.unwindSwitchedOut(riscv64TaskStart(stack, types, symbols, task), task)),
  };
}

/** Whether an address is in the kernel's code or a module's. */
function codeTest(symbols: SymbolTable, modules: readonly ModuleCode[]): (pc: bigint) => boolean {
  const ranges = [...kernelCodeRanges(symbols), ...modules.flatMap((module) => module.ranges)];
  return (pc) => isInRanges(pc, ranges);
}

/** The dump can lack the very start. */
function orEnd(unwind: () => Backtrace): Backtrace {
  try {
    return unwind();
  } catch (error) {
    if (error instanceof StackEnded) return { frames: [], end: error.end };
    throw error;
  }
}
