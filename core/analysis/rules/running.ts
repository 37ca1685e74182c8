import type { Rule } from '../diagnosis';

/** The dump of a machine that ran: QEMU, libvirt and hypervisors make them at any time. */
export const noCrash: Rule = (scene) => {
  const { source } = scene;
  // A log that is missing, or that cannot be read, would have to be silent; so must the kernel's own variables be.
  if (source.panic || source.panicCpu !== undefined || !source.log || !source.knowsPanicCpu) return undefined;
  return {
    kind: 'no-crash',
    what: 'No crash: a dump of a machine that ran',
    text: 'The log holds no panic and no oops, and no cpu has panicked by the kernel’s own variables: the dump was taken from outside, of a machine that ran or hung.',
    confidence: 'certain',
    isNobodysFault: true,
    evidence: [],
  };
};
