import type { MachineState } from './machineState';
import type { ReadinessCheck } from './readinessCheck';
import { evidenceOf, readinessCheck, textOf } from './readinessCheck';

/** On a crash the kernel jumps into what kexec has loaded; without it, it only panics. */
export function checkCaptureKernel({ crashLoaded, fadumpRegistered }: MachineState): ReadinessCheck {
  if (textOf(fadumpRegistered) === '1') {
    const sentence = 'The firmware is set to keep the memory of a crash (fadump).';
    return readinessCheck('capture-kernel', 'ready', sentence, evidenceOf(fadumpRegistered));
  }
  const evidence = evidenceOf(crashLoaded);
  const loaded = textOf(crashLoaded);
  if (loaded === '1')
    return readinessCheck('capture-kernel', 'ready', 'A capture kernel is loaded.', evidence);
  if (loaded === '0') {
    const sentence = 'No capture kernel is loaded: a crash now leaves no dump.';
    const next = 'Once memory is reserved, start the service: it loads the kernel.';
    return readinessCheck('capture-kernel', 'not-ready', sentence, evidence, next);
  }
  const sentence = 'This kernel does not say whether a capture kernel is loaded.';
  return readinessCheck('capture-kernel', 'unknown', sentence, evidence);
}
