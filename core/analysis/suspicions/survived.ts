import type { Suspicion } from '../suspicion';

/** An oops need not end the kernel: then the dump is of a machine that went on. */
export const survived: Suspicion = ({ scene, diagnosis }) => {
  const { panic, panicCpu, knowsPanicCpu } = scene.source;
  if (!panic || scene.panicCall || !knowsPanicCpu || panicCpu !== undefined) return [];
  return [
    {
      code: 'kernel-went-on',
      severity: 'suspicious',
      text: `The kernel did not panic: it went on after this ${diagnosis.kind === 'warning' ? 'warning' : 'failure'}, and the dump was taken from outside later.`,
      evidence: [scene.logEvidence(panic.logIndex)],
    },
  ];
};
