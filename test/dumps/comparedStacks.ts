import type { Kernel } from '../../core/kernel/kernel';
import type { KernelFiles } from '../../core/kernel/sources/kernelFiles';
import { openKernel } from '../../core/kernel/openKernel';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { crashForm } from '../../core/protocol/text/backtraceText';
import { kernelFrameText } from '../../core/protocol/text/frameText';
import { backtraceData, frameData } from '../../core/report/stacks/backtraceData';
import type { StackFrame } from '../../core/unwind/stackFrame';
import { withoutCloneSuffix } from '../support/cloneSuffix';
import type { LabDump } from './lab/labDump';

export async function withKernel<Result>(
  { path }: Pick<LabDump, 'path'>,
  use: (kernel: Kernel) => Result | Promise<Result>,
  files: KernelFiles = {},
): Promise<Result> {
  const kernel = await openKernel(path, undefined, undefined, files);
  try {
    return await use(kernel);
  } finally {
    kernel.dump.close();
  }
}

/** As the kernel of that machine prints it: arm64's does not look one byte back. */
export function kernelText({ codeNames, dump }: Kernel, frame: StackFrame): string {
  const printed = dump.machine.name === 'aarch64' ? { ...frame, kind: 'current' as const } : frame;
  return kernelFrameText(frameData(codeNames, printed));
}

/** The frames of a task's stack, a line each, as crash prints them, and then the places that exceptions came upon. */
export interface PrintedStack {
  /** Of its task_struct, hexadecimal. */
  readonly task: string;
  readonly pid: number | undefined;
  readonly frames: readonly string[];
}

/** Of the tasks that were on no cpu. */
export function sleepingStacks(kernel: Kernel): readonly PrintedStack[] {
  return [...new Stacks(kernel).all()]
    .filter(({ onCpu }) => !onCpu)
    .map((stack) => backtraceData(kernel.codeNames, stack))
    .map(({ task = '', pid, frames, end }) => {
      // A task that has never run has one frame, where it will start; crash prints none.
      const hasNeverRun = frames.length === 1 && frames[0]?.kind === 'current';
      // crash gives no number to a function that an exception interrupted: it says "exception RIP" instead.
      const numbered = frames.filter(({ kind }) => kind !== 'interrupted');
      const lines = [
        ...upToSystemCall([...crashForm({ frames: numbered, end })].filter(isFrameLine)),
        ...[...crashForm({ frames, end })].filter(isExceptionLine),
      ];
      return {
        task: task.slice(2),
        pid,
        frames: hasNeverRun ? [] : lines.map((line) => withoutCloneSuffix(line.trimEnd())),
      };
    });
}

/** By task, from what crash's `foreach bt` printed. */
export function crashStacks(printed: string): ReadonlyMap<string, readonly string[]> {
  const stacks = printed.split(/^(?=PID: )/m);
  return new Map(
    stacks.map((text) => [
      /TASK: (\w+)/.exec(text)?.[1] ?? '',
      framesAndExceptions(text.split('\n')).map(withoutCloneSuffix),
    ]),
  );
}

/** The places that exceptions came upon stand behind the frames, so that both are compared. */
function framesAndExceptions(lines: readonly string[]): readonly string[] {
  return [...upToSystemCall(lines.filter(isFrameLine)), ...lines.filter(isExceptionLine)];
}

/**
 * do_syscall_64 begins its frame at a random offset (CONFIG_RANDOMIZE_KSTACK_OFFSET, include/linux/randomize_kstack.h of
 * 6.1). What earlier calls left in between crash takes for return addresses, so only what it says up to there counts.
 */
function upToSystemCall(frames: readonly string[]): readonly string[] {
  const system = frames.findIndex((line) => line.includes('] do_syscall_64 at '));
  return system < 0 ? frames : frames.slice(0, system + 1);
}

const isExceptionLine = (line: string): boolean => /^ *\[exception RIP: /.test(line);
const isFrameLine = (line: string): boolean => /^ *#\d+ \[/.test(line);
