import { annotateRegisters, valueReader } from '../../core/analysis/values/registerMeanings';
import { addressBits } from '../../core/analysis/scene/dumpScene';
import { hex } from '../../core/base/address';
import type { MemoryOperand } from '../../core/disassembly/instruction';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks, TaskStack } from '../../core/kernel/tasks/stacks';
import type { CodeMark } from '../../core/protocol/panels/disassemblyRequests';
import { wholeRegisters } from '../../core/protocol/wholeRegisters';
import { lookupAddress, type RegisterValues, type StackFrame } from '../../core/unwind/stackFrame';
import type { CodeLine } from '../code/codeLine';

/** The lines of a function at which frames of the stack are, by the index of the line. */
export function codeMarks(
  kernel: Kernel,
  stacks: Stacks,
  stack: TaskStack,
  lines: readonly CodeLine[],
): ReadonlyMap<number, CodeMark> {
  const marks = new Map<number, CodeMark>();
  const meaningOf = valueReader(kernel, stacks.tasks.tasks, addressBits(kernel));
  for (const [index, frame] of stack.backtrace.frames.entries()) {
    const line = lineOf(lines, frame);
    // An inner frame of a recursion says more than the outer ones.
    if (line === undefined || marks.has(line)) continue;
    marks.set(line, { ...frameMark(frame, lines[line], meaningOf), frame: index, ...taskOf(stack) });
  }
  return marks;
}

function frameMark(
  { kind, registers = new Map<string, bigint>() }: StackFrame,
  line: CodeLine | undefined,
  meaningOf: (value: bigint) => string | undefined,
): Omit<CodeMark, 'frame'> {
  const operand = line?.memory && operandAddress(line.memory, registers);
  return {
    kind,
    registers: annotateRegisters(registers, line?.memory, meaningOf),
    named: registersIn(registers, line?.text ?? ''),
    ...(operand !== undefined && { operandAddress: hex(operand) }),
  };
}

function taskOf({ pid, comm }: TaskStack): Pick<CodeMark, 'pid' | 'comm'> {
  return { ...(pid !== undefined && { pid }), ...(comm !== undefined && { comm }) };
}

function lineOf(lines: readonly CodeLine[], frame: StackFrame): number | undefined {
  const address = lookupAddress(frame);
  const index = lines.findIndex(
    ({ address: start, bytes }) => start <= address && address < start + BigInt(bytes?.length ?? 1),
  );
  return index < 0 ? undefined : index;
}

/** The registers that the text of an instruction names, whole or in part: `%edi` is part of rdi. */
function registersIn(registers: RegisterValues, text: string): string[] {
  const names = new Set(text.match(/\b[a-z]\w{1,3}\b/g)?.flatMap(wholeRegisters));
  return [...registers.keys()].filter((name) => names.has(name));
}

/** Undefined where a register is not known, or a segment's start, which no frame tells. */
function operandAddress(
  { base, index, scale = 1, displacement, segment, absolute }: MemoryOperand,
  registers: RegisterValues,
): bigint | undefined {
  if (segment !== undefined) return undefined;
  if (absolute !== undefined) return absolute;
  const start = base === undefined ? 0n : registers.get(base);
  const step = index === undefined ? 0n : registers.get(index);
  if (start === undefined || step === undefined) return undefined;
  return BigInt.asUintN(64, start + step * BigInt(scale) + displacement);
}
