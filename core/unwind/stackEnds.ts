import { formatAddress } from '../base/address';
import type { Gap } from '../dump/physicalMemory';
import type { RegisterValues, StackEnd } from './stackFrame';

/** More than any kernel stack has room for: 64 KiB of frames of 32 bytes (KASAN on arm64). */
export const maxFrames = 2048;

export const bottom: StackEnd = { kind: 'bottom', message: 'The stack ends here.' };

export function userMode(registers: RegisterValues): StackEnd {
  return { kind: 'user-mode', message: 'The kernel was entered from user mode.', registers };
}

export function stackMissing(address: bigint, { reason, detail }: Gap): StackEnd {
  const why = detail === undefined ? reason : `${reason}, ${detail.replace(/\.$/, '')}`;
  return {
    kind: 'stack-missing',
    message: `The dump lacks the stack at ${formatAddress(address)} (${why}).`,
  };
}

export function noUnwindData(pc: bigint, why: string): StackEnd {
  return { kind: 'no-unwind-data', message: `Nothing tells who called ${formatAddress(pc)}: ${why}.` };
}

export function registersMissing(cpu: number | undefined): StackEnd {
  const of = cpu === undefined ? 'the cpu that ran this task' : `cpu ${cpu}, which ran this task`;
  return { kind: 'no-unwind-data', message: `The dump holds no registers of ${of}.` };
}

export function damaged(message: string): StackEnd {
  return { kind: 'damaged', message };
}

export function tooDeep(): StackEnd {
  return { kind: 'too-deep', message: `Unwinding stopped after ${maxFrames} frames.` };
}
