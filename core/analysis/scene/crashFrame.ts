import type { LoggedPlace, Oops } from '../../kernel/oops/oops';
import type { TaskStack } from '../../kernel/tasks/stacks';
import type { CodeNames } from '../../unwind/codeNames';
import type { FrameKind, RegisterValues } from '../../unwind/stackFrame';

/** A function on the stack of whoever crashed: from the dump's stacks, or from the log where those are unknown. */
export interface CrashFrame {
  readonly symbol?: string;
  readonly offset?: bigint;
  readonly sizeBytes?: bigint;
  readonly module?: string;
  readonly pc?: bigint;
  readonly kind: FrameKind;
  readonly registers?: RegisterValues;
  /** Where `vmcore bt` shows it, innermost 0. */
  readonly index?: number;
  /** The record that names it. */
  readonly logIndex?: number;
}

export function framesOfStack(names: CodeNames, { backtrace }: TaskStack): readonly CrashFrame[] {
  return backtrace.frames.map((frame, index) => ({
    ...names.nameOf(frame),
    pc: frame.pc,
    kind: frame.kind,
    ...(frame.registers && { registers: frame.registers }),
    index,
  }));
}

/** What the kernel printed: the place first, where it is not the start of the trace itself. */
export function framesOfOops({ place, registers, trace }: Oops): readonly CrashFrame[] {
  const frames: CrashFrame[] = trace.map((frame) => ({ ...loggedCode(frame), kind: frame.kind }));
  if (!place) return frames;
  const [first, ...others] = frames;
  const innermost: CrashFrame = { ...loggedCode(place), kind: 'interrupted', registers };
  return first && isSamePlace(first, innermost) ? [innermost, ...others] : [innermost, ...frames];
}

function loggedCode({ address, ...place }: LoggedPlace): Omit<CrashFrame, 'kind'> {
  const { symbol, offset, sizeBytes, module, logIndex } = place;
  return {
    ...(symbol !== undefined && { symbol }),
    ...(offset !== undefined && { offset }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(module !== undefined && { module }),
    ...(address !== undefined && { pc: address }),
    logIndex,
  };
}

/** By name where both have one: the log keeps addresses to itself. */
export function isSamePlace(
  a: Pick<CrashFrame, 'symbol' | 'offset' | 'pc'>,
  b: Pick<CrashFrame, 'symbol' | 'offset' | 'pc'>,
): boolean {
  if (a.symbol !== undefined && b.symbol !== undefined) return a.symbol === b.symbol && a.offset === b.offset;
  return a.pc !== undefined && a.pc === b.pc;
}

/** gcc's clones of a function are that function: `foo.constprop.0`, `foo.isra.0.cold`. */
export function functionName(symbol: string): string {
  return symbol.replace(/\.(constprop|isra|part|cold|llvm|localalias|lto_priv)(\.\d+)?(?=\.|$)/g, '');
}
