import type { Rule } from '../diagnosis';

const machineCheckLine = /machine check|\bMCE\b|mce: .*Hardware Error/i;
const hardwareLine =
  /Fatal hardware error|Asynchronous SError|Uncorrected hardware|Hardware Error|PCIe .*fatal|NMI: (IOCK|PCI system error)|SERR error|EDAC .* UE/i;

/** arch/x86/kernel/cpu/mce/core.c: mce_panic(). */
export const machineCheck: Rule = (scene) => {
  if (!scene.panicLine || !machineCheckLine.test(scene.panicCall?.message ?? scene.message)) return undefined;
  const bank = scene.findNear(/\[Hardware Error\]: .*(?:Machine Check(?: Exception)?|Bank \d+).*/i);
  return {
    kind: 'machine-check',
    what: 'Machine check',
    text: 'The processor reported an error of the hardware (machine check) that it could not correct. What ran at that time is not to blame.',
    confidence: 'certain',
    blame: 'bystander',
    evidence: [
      ...(bank ? [scene.logEvidence(bank.line.logIndex)] : []),
      ...(bank?.line.logIndex === scene.panicLine.logIndex
        ? []
        : [scene.logEvidence(scene.panicLine.logIndex)]),
    ],
  };
};

/** Errors that firmware (GHES), arm64's SError or the chipset report. */
export const hardwareError: Rule = (scene) => {
  const line = scene.panicLine;
  const reason = scene.panicCall?.message ?? scene.message;
  if (!line || !hardwareLine.test(reason)) return undefined;
  return {
    kind: 'hardware-error',
    what: 'Hardware error',
    text: /SError/.test(reason)
      ? 'The processor reported an SError: an access failed after its instruction was done, mostly for a fault of the hardware or an access to a device that is not there. What ran at that time need not be to blame.'
      : 'The hardware reported an error that cannot be corrected. What ran at that time is not to blame.',
    confidence: 'certain',
    blame: 'bystander',
    evidence: [scene.logEvidence(scene.panicCall?.logIndex ?? line.logIndex)],
  };
};
