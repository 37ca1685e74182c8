import type { MachineState } from './machineState';
import type { ReadinessCheck } from './readinessCheck';
import { evidenceOf, readinessCheck, textOf } from './readinessCheck';

/** Whether crashes before the service starts are captured, which is asked for with rd.earlykdump. */
export function checkEarlyKdump({ commandLine }: MachineState): ReadinessCheck {
  const text = textOf(commandLine);
  const evidence = evidenceOf(commandLine);
  if (text === undefined) {
    const sentence =
      'Whether early kdump is asked for stands on the kernel’s command line, which cannot be read.';
    return readinessCheck('early-kdump', 'unknown', sentence, evidence);
  }
  const given = /(?:^|\s)rd\.earlykdump(?:=(\S*))?(?=\s|$)/.exec(text);
  if (given === null || ['0', 'no', 'off'].includes(given[1] ?? '')) {
    const sentence = 'Not asked for: crashes before the service has started leave no dump.';
    return readinessCheck('early-kdump', 'unused', sentence, evidence);
  }
  const sentence =
    'Asked for. It works if the dracut module earlykdump is in the initramfs of this kernel, which only root can read.';
  const next = 'See as root: lsinitrd | grep earlykdump';
  return readinessCheck('early-kdump', 'unknown', sentence, evidence, next);
}
