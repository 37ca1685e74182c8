import { checkCaptureKernel } from './captureKernel';
import { checkConfiguration } from './configurationCheck';
import { checkDumpTarget } from './dumpTarget';
import { checkEarlyKdump } from './earlyKdump';
import { checkInitramfs } from './initramfs';
import type { MachineState } from './machineState';
import type { ReadinessCheck } from './readinessCheck';
import { checkReservedMemory } from './reservedMemory';
import { checkService } from './service';

/** Whether a machine would capture a dump if it crashed now. */
export interface Readiness {
  readonly state: 'ready' | 'not-ready' | 'unknown';
  readonly sentence: string;
  /** In the order in which one depends on the other. */
  readonly checks: readonly ReadinessCheck[];
}

const checks = [
  checkReservedMemory,
  checkConfiguration,
  checkInitramfs,
  checkService,
  checkCaptureKernel,
  checkDumpTarget,
  checkEarlyKdump,
];

/** Facts in, conclusions out: it looks at nothing by itself. */
export function assessReadiness(state: MachineState): Readiness {
  const found = checks.map((check) => check(state));
  const missing = found.filter((check) => check.state === 'not-ready');
  const unknown = found.filter((check) => check.state === 'unknown');
  const names = (some: readonly ReadinessCheck[]): string =>
    some.map(({ title }) => title.toLowerCase()).join(', ');
  if (missing.length > 0) {
    return { state: 'not-ready', sentence: `Not ready: ${names(missing)}.`, checks: found };
  }
  return unknown.length > 0
    ? {
        state: 'unknown',
        sentence: `Nothing speaks against it; not known: ${names(unknown)}.`,
        checks: found,
      }
    : { state: 'ready', sentence: 'Ready to capture a crash dump.', checks: found };
}
