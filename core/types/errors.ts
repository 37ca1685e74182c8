import { hex } from '../base/address';
import { VmcoreError } from '../base/errors';
import type { Problem } from '../base/problem';
import type { Gap } from '../dump/physicalMemory';

const codes = { absent: 'memory-absent', notMapped: 'memory-not-mapped' };

/** The dump lacks the bytes of an object, or nothing is mapped there; views show `??` with this sentence. */
export function memoryAbsent(address: bigint, what: string, { reason, detail }: Gap): VmcoreError {
  const because = detail === undefined ? reason : `${reason}: ${detail.replace(/\.$/, '')}`;
  const isMapped = reason !== 'not-mapped';
  return new VmcoreError(
    isMapped ? codes.absent : codes.notMapped,
    `The dump lacks ${what} at ${hex(address)} (${because}).`,
    isMapped ? nextStepFor(reason) : 'The pointer that led there is damaged, or no pointer.',
  );
}

function nextStepFor(reason: Gap['reason']): string {
  return reason === 'not-translatable'
    ? 'crash built for this machine reads its page tables; physical memory can be read here.'
    : 'A dump made with a lower dump level holds more.';
}

/** Whether a read failed for what the dump leaves out, rather than for a pointer that leads nowhere. */
export function isAbsence(error: unknown): boolean {
  return error instanceof VmcoreError && error.code === codes.absent;
}

export function memberMissing(type: string, names: readonly string[]): VmcoreError {
  return new VmcoreError(
    'member-missing',
    `This kernel's ${type} has no member ${names.join(' or ')}.`,
    'vmcore struct shows which members it has.',
  );
}

export function typeMissing(name: string): VmcoreError {
  return new VmcoreError(
    'type-missing',
    `This kernel's type information has no ${name}.`,
    'Check the spelling; a type that only a module uses is known while the module is loaded.',
  );
}

/** A variable that neither the kernel's own symbols nor VMCOREINFO lead to. */
export function variableMissing(name: string): VmcoreError {
  return new VmcoreError(
    'variable-missing',
    `The dump does not tell where this kernel keeps its variable ${name}.`,
    'The vmlinux of the same build (its debuginfo package) has every symbol; some kernels keep no names of data themselves (CONFIG_KALLSYMS_ALL).',
  );
}

/** A chain that has to be whole for its count to mean anything. */
export function chainBroken({ message }: Problem): VmcoreError {
  return new VmcoreError('chain-broken', message, 'A dump made with a lower dump level may hold the rest.');
}

export function typeUnfit(type: string, wanted: string): VmcoreError {
  return new VmcoreError('type-unfit', `A ${type} is no ${wanted}.`, 'vmcore struct shows what it is.');
}

const unknownCodes: readonly string[] = [
  ...Object.values(codes),
  'member-missing',
  'type-missing',
  'variable-missing',
  'chain-broken',
];

/**
 * The value, or undefined where the dump lacks its bytes or the kernel has no such member: for facts that are worth
 * having but not worth giving up for.
 */
export function ifKnown<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    const isUnknown = error instanceof VmcoreError && unknownCodes.includes(error.code);
    if (isUnknown) return undefined;
    throw error;
  }
}
