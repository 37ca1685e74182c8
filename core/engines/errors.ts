import { VmcoreError } from '../base/errors';
import { visibleText } from '../base/visibleText';

export function engineMissing(name: string, howToGet: string): VmcoreError {
  return new VmcoreError('engine-missing', `${name} is not installed on this machine.`, howToGet);
}

/** Before it could say anything itself: no room, no right, too many open files. */
export function engineNotStarted(name: string, cause: unknown): VmcoreError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new VmcoreError(
    'engine-not-started',
    `${name} could not be started: ${why}.`,
    'It is tried again when it is next needed; all else works without it.',
  );
}

/** @param lastWords the end of what it printed */
export function engineStopped(name: string, how: string, lastWords = ''): VmcoreError {
  const said = lastWords.trim() === '' ? '' : `, after “${lastWords.trim().slice(-200)}”`;
  return new VmcoreError(
    'engine-stopped',
    `${name} stopped (${how})${said}.`,
    'It starts again when it is next needed; all else works without it.',
  );
}

export function engineTooSlow(name: string, seconds: number): VmcoreError {
  return new VmcoreError(
    'engine-too-slow',
    `${name} did not answer within ${seconds} s.`,
    'It was stopped and starts again when it is next needed.',
  );
}

/** It read the dump, or tried to, and left: what a program does with a kernel that is newer than itself. */
export function engineOutdated(name: string, version: string, release: string, reason: string): VmcoreError {
  return new VmcoreError(
    'engine-outdated',
    `${name} ${version} does not open this dump of Linux ${release}. ${reason}`,
    `Kernels newer than a ${name} are often too new for it: install a newer one, or name it in the launch configuration.`,
  );
}

/** It does not know what is asked of it. @param oldest the oldest version that does for certain */
export function engineTooOld(name: string, version: string, oldest: string, reason: string): VmcoreError {
  return new VmcoreError(
    'engine-too-old',
    `${name} ${version} is too old: ${oldest} is the oldest that works here. ${reason}`,
    `Install a newer ${name}, or name one in the launch configuration; all else works without it.`,
  );
}

/** What the engine itself says about a command that it could not carry out. */
export function engineRefused(name: string, message: string): VmcoreError {
  // It repeats what it was given, which may be anything, and of any length.
  const words = visibleText(
    message.length > maxWordsLength ? `${message.slice(0, maxWordsLength)}…` : message,
  );
  return new VmcoreError('engine-refused', `${name}: ${words}`, 'Check the command or expression.');
}

const maxWordsLength = 500;

export function engineUnsuited(name: string, why: string): VmcoreError {
  return new VmcoreError(
    'engine-unsuited',
    `${name} cannot be used here: ${why}.`,
    'All else works without it.',
  );
}

/** The text would end the command that it is part of, or start another program. */
export function textUnsafe(why: string): VmcoreError {
  return new VmcoreError('unsafe-text', `This cannot be evaluated: ${why}.`, 'Leave that out.');
}

/** Whether the engine is well, but would not do what it was asked. */
export function isRefusal(error: unknown): boolean {
  return error instanceof VmcoreError && error.code === 'engine-refused';
}
