import { virtualAddress } from '../../base/address';
import { Attempts } from '../../base/attempts';
import { VmcoreError } from '../../base/errors';
import { lazy } from '../../base/lazy';
import type { AnalyzingDisassembler } from '../../disassembly/disassembler';
import type { Kernel } from '../../kernel/kernel';
import { readPanicCpu } from '../../kernel/cpus/panicCpu';
import type { Stacks } from '../../kernel/tasks/stacks';
import { type TaskStack } from '../../kernel/tasks/stacks';
import { CrashScene, type NamedStack } from './crashScene';
import { framesOfStack } from './crashFrame';
import { decodeFaulting, type ReadCode } from '../fault/faultingInstruction';
import { guiltyTask } from './guiltyTask';
import { findLockWaits } from '../waits/findLockWaits';
import { nameLockWait } from '../waits/lockWaitName';

/** What of a dump the analysis reads beside its scene. */
export interface DumpContext {
  readonly kernel: Kernel;
  readonly disassembler: AnalyzingDisassembler | undefined;
  readonly stacks: Stacks;
  readonly attempts: Attempts;
}

/** The scene of a dump: each part that the dump does not lead to is left out, and `attempts` keeps the reason. */
export function openScene(
  kernel: Kernel,
  stacks: Stacks,
  disassembler: AnalyzingDisassembler | undefined,
  attempts: Attempts,
): CrashScene {
  const named = (find: () => TaskStack | undefined): NamedStack | undefined =>
    attempts.try(() => {
      const stack = find();
      return stack && { task: guiltyTask(stack), frames: framesThatTell(kernel, stack) };
    });
  const log = attempts.try(() => kernel.log);
  const symbols = attempts.try(() => kernel.symbols);
  const readCode = codeReader(kernel);
  return new CrashScene({
    log,
    panic: log && kernel.panic,
    panicCpu: symbols && readPanicCpu(kernel.memory, symbols, kernel.dump.machine),
    knowsPanicCpu: symbols?.findByName('panic_cpu') !== undefined,
    crashingStack: () => named(() => stacks.ofPanic()),
    stackOfPid: (pid) => named(() => ifFound(() => stacks.ofPid(pid)[0])),
    stackOfCpu: (cpu) => named(() => ifFound(() => stacks.ofCpu(cpu))),
    lockWaits: lazy(() =>
      attempts.try(() => ({
        ...findLockWaits(kernel, stacks),
        nameOf: (wait) => nameLockWait(kernel.codeNames, wait),
      })),
    ),
    addressBits: addressBits(kernel, attempts),
    decode: (frame, logged) => disassembler && decodeFaulting(disassembler, frame, readCode, logged),
  });
}

/** Where a cpu was when it was dumped is no way that led to the crash. */
function framesThatTell(kernel: Kernel, stack: TaskStack): NamedStack['frames'] {
  return stack.backtrace.end.kind === 'not-unwound' ? [] : framesOfStack(kernel.codeNames, stack);
}

/** The log may speak of a task that is gone, or of a cpu that the dump lacks: nothing is wrong then. */
function ifFound<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof VmcoreError && /^(pid-not-found|cpu-not-in-dump)$/.test(error.code))
      return undefined;
    throw error;
  }
}

function codeReader(kernel: Kernel): ReadCode {
  return (address, sizeBytes) => {
    const bytes = new Uint8Array(sizeBytes);
    const [gap] = kernel.memory.read(virtualAddress(address), bytes);
    const found = bytes.subarray(0, gap?.offset);
    return found.length > 0 ? found : undefined;
  };
}

/** Of an address, what is not its sign. x86: 48 or, with five levels of page tables, 57. arm64 splits its two halves much the same. */
export function addressBits(kernel: Kernel, attempts = new Attempts()): number {
  const levels = attempts.try(() => kernel.memory.translator.levels) ?? 5;
  return levels >= 5 || kernel.dump.machine.name !== 'x86_64' ? 57 : 48;
}
