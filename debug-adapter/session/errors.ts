import { VmcoreError } from '../../core/base/errors';

export function requestRefused(command: string): VmcoreError {
  return new VmcoreError(
    'dump-does-not-run',
    `This is a dump of a machine that has stopped: it cannot do “${command}”.`,
    'Look at stacks, variables and memory instead; nothing in a dump can be run or changed.',
  );
}

export function requestUnknown(command: string): VmcoreError {
  return new VmcoreError(
    'unknown-request',
    `This debug adapter has no request “${command}”.`,
    'Use another.',
  );
}

export function notLaunched(): VmcoreError {
  return new VmcoreError('not-launched', 'No dump has been opened in this session.', 'Send “launch” first.');
}

export function threadUnknown(threadId: number): VmcoreError {
  return new VmcoreError(
    'thread-unknown',
    `This session has no thread ${threadId}.`,
    'Ask for the threads again.',
  );
}

export function frameUnknown(frameId: number): VmcoreError {
  return new VmcoreError(
    'frame-unknown',
    `This session has no stack frame ${frameId}.`,
    'Ask for the stack again.',
  );
}

export function referenceUnknown(reference: number): VmcoreError {
  return new VmcoreError(
    'reference-unknown',
    `Nothing can be expanded by the reference ${reference}.`,
    'Ask for the scopes again.',
  );
}

export function sourceUnknown(reference: number): VmcoreError {
  return new VmcoreError(
    'source-unknown',
    `This session has no source ${reference}.`,
    'Ask for the stack again.',
  );
}

export function memoryReferenceUnfit(reference: string): VmcoreError {
  return new VmcoreError(
    'bad-memory-reference',
    `“${reference}” is no address.`,
    'Give 0x and hex digits, with phys: before it for a physical address.',
  );
}
