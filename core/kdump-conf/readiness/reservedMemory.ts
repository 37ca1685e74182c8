import { parseCrashkernel, reservedBytes } from '../neighbours/crashkernel';
import { findCrashkernels } from '../neighbours/findCrashkernels';
import { defaultCrashkernels, machineOf } from '../neighbours/crashkernelDefaults';
import { formatBytes } from '../sizes';
import type { MachineState } from './machineState';
import type { ReadinessCheck } from './readinessCheck';
import { evidenceOf, readinessCheck, textOf } from './readinessCheck';

/** Memory for the capture kernel is set aside when the machine starts, or never. */
export function checkReservedMemory(state: MachineState): ReadinessCheck {
  const { crashSize, commandLine, reservedRanges } = state;
  const size = textOf(crashSize);
  const ranges = 'text' in reservedRanges && reservedRanges.text.trim() !== '' ? [reservedRanges] : [];
  const evidence = evidenceOf(crashSize, ...ranges, commandLine);
  if (size === undefined || !/^\d{1,19}$/.test(size)) {
    const sentence = 'This kernel does not say whether memory is reserved: it may lack support for kexec.';
    return readinessCheck('reserved-memory', 'unknown', sentence, evidence);
  }
  if (Number(size) > 0) {
    const sentence = `${formatBytes(Number(size))} are reserved for the capture kernel.`;
    return readinessCheck('reserved-memory', 'ready', sentence, evidence);
  }
  return readinessCheck(
    'reserved-memory',
    'not-ready',
    `No memory is reserved for a capture kernel. ${whyNone(state)}`,
    evidence,
    nextStep(state),
  );
}

function whyNone({ commandLine, facts }: MachineState): string {
  const text = textOf(commandLine);
  if (text === undefined) return '';
  const written = findCrashkernels(text)
    .filter(({ value }) => !/,(high|low|cma)$/.test(value))
    .at(-1);
  if (written === undefined) {
    return text.includes('crashkernel=')
      ? 'The kernel found no room for what crashkernel= asks.'
      : 'The kernel was started without crashkernel=.';
  }
  const { value, problems } = parseCrashkernel(written.value);
  if (value === undefined)
    return `The kernel cannot read crashkernel=${written.value}: ${problems[0]?.message ?? ''}`;
  if (value.form === 'auto') return 'Only the kernels of RHEL 6 to 8 understand crashkernel=auto.';
  const asked = facts.memoryBytes === undefined ? undefined : reservedBytes(value, BigInt(facts.memoryBytes));
  return asked === 0n
    ? `No range of crashkernel=${written.value} is for ${formatBytes(facts.memoryBytes ?? 0)} of memory.`
    : `The kernel found no room for crashkernel=${written.value}, or it was given back.`;
}

function nextStep({ target, facts }: MachineState): string {
  const value = defaultCrashkernels(target, machineOf(facts))[0]?.value ?? '256M';
  return `Add crashkernel=${value} to the kernel’s command line in the boot loader, and restart the machine.`;
}
