import { annotateRegisters, valueReader } from '../../core/analysis/registerMeanings';
import { addressBits } from '../../core/analysis/dumpScene';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks, TaskStack } from '../../core/kernel/stacks';
import type { CodeMark } from '../../core/protocol/panels/disassemblyRequests';
import { lookupAddress, type StackFrame } from '../../core/unwind/stackFrame';
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
    const { pid, comm } = stack;
    const used = frame.kind === 'call' ? [] : registersIn(frame, lines[line]?.text ?? '');
    marks.set(line, {
      frame: index,
      kind: frame.kind,
      ...(pid !== undefined && { pid }),
      ...(comm !== undefined && { comm }),
      registers: annotateRegisters(new Map(used), lines[line]?.memory, meaningOf),
    });
  }
  return marks;
}

function lineOf(lines: readonly CodeLine[], frame: StackFrame): number | undefined {
  const address = lookupAddress(frame);
  const index = lines.findIndex(
    ({ address: start, bytes }) => start <= address && address < start + BigInt(bytes?.length ?? 1),
  );
  return index < 0 ? undefined : index;
}

/** The registers that the text of an instruction names, whole or in part: `%edi` is part of rdi. */
function registersIn({ registers }: StackFrame, text: string): [string, bigint][] {
  if (!registers) return [];
  const names = new Set(text.match(/\b[a-z]\w{1,3}\b/g)?.flatMap(wholeRegisters));
  return [...registers].filter(([name]) => names.has(name));
}

/** As pt_regs names them: x86 has `edi`, `r8d`, arm64 has `w0`. */
function wholeRegisters(name: string): readonly string[] {
  return [
    name,
    name.replace(/^e/, 'r'),
    name.replace(/^(r\d+)[dwb]$/, '$1'),
    name.replace(/^w(\d+)$/, 'x$1'),
    name.replace(/^([abcd])[lh]$/, 'r$1x'),
  ];
}
