import { hex } from '../../base/address';
import type { TaskStack } from '../../kernel/tasks/stacks';
import type { BacktraceData, FrameData, StackGroup } from '../../protocol/backtraceData';
import type { CodeNames } from '../../unwind/codeNames';
import type { RegisterValues, StackFrame } from '../../unwind/stackFrame';
import type { SourceLines } from './sourceLines';
import { withoutUndefined } from '../withoutUndefined';

/** What finds source lines: `SourceLines`, for frames whose debuginfo is there. */
export type SourceOfFrames = Pick<SourceLines, 'framesOf'>;

/** A stack as it goes over the wire, its functions named; with `source` where in it they are. */
export function backtraceData(names: CodeNames, stack: TaskStack, source?: SourceOfFrames): BacktraceData {
  const { address, backtrace, pid, comm, cpu, onCpu } = stack;
  const { kind, message, registers } = backtrace.end;
  return withoutUndefined<BacktraceData>({
    pid,
    comm,
    cpu,
    onCpu,
    task: address === undefined ? undefined : hex(address),
    frames: backtrace.frames.flatMap((frame) => framesData(names, frame, source)),
    end: { kind, message, ...(registers && { registers: registersData(registers) }) },
  });
}

/** The functions inlined at a frame, and last the frame itself. */
function framesData(names: CodeNames, frame: StackFrame, source: SourceOfFrames | undefined): FrameData[] {
  const own = frameData(names, frame);
  const found = source?.framesOf(frame) ?? [];
  const { pc, kind, stackAddress, module } = own;
  return [
    ...found
      .filter(({ isInlined }) => isInlined)
      .map(({ functionName, location }) =>
        withoutUndefined<FrameData>({
          pc,
          symbol: functionName,
          module,
          kind,
          stackAddress,
          inlined: true,
          ...location,
        }),
      ),
    { ...own, ...found.at(-1)?.location },
  ];
}

export function frameData(names: CodeNames, frame: StackFrame): FrameData {
  const name = names.nameOf(frame);
  return withoutUndefined<FrameData>({
    pc: hex(frame.pc),
    symbol: name?.symbol,
    offset: name?.offset === undefined ? undefined : hex(name.offset),
    size: name?.sizeBytes === undefined ? undefined : hex(name.sizeBytes),
    module: name?.module,
    kind: frame.kind,
    stackAddress: hex(frame.stackAddress),
    registers: frame.registers && registersData(frame.registers),
  });
}

function registersData(registers: RegisterValues): Record<string, string> {
  return Object.fromEntries([...registers].map(([name, value]) => [name, hex(value)]));
}

/** Equal stacks together, the most frequent first. */
export function groupStacks(stacks: Iterable<BacktraceData>): readonly StackGroup[] {
  const groups = new Map<string, BacktraceData[]>();
  for (const stack of stacks) {
    const key = [...stack.frames.map(({ pc }) => pc), stack.end.kind].join(' ');
    const group = groups.get(key);
    if (group) group.push(stack);
    else groups.set(key, [stack]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length).flatMap(stackGroup);
}

function stackGroup(stacks: readonly BacktraceData[]): readonly StackGroup[] {
  const [first] = stacks;
  if (!first) return [];
  const tasks = stacks.map(({ pid, comm, cpu, onCpu, task }) =>
    withoutUndefined<StackGroup['tasks'][number]>({ pid, comm, cpu, onCpu, task }),
  );
  return [{ count: stacks.length, tasks, frames: first.frames, end: first.end }];
}
