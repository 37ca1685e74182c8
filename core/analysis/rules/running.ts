import { describeCycle } from '../blockers';
import type { CrashScene } from '../scene/crashScene';
import type { Rule } from '../diagnosis';
import { stackOfCycle } from './hungTask';

/**
 * Whether the machine ran: neither its log nor its own variables know of a panic. A log that is missing, or that cannot
 * be read, would have to be silent.
 */
function isRunning({ source }: CrashScene): boolean {
  const { log, panic, panicCpu, knowsPanicCpu } = source;
  return log !== undefined && log.total > 0 && !panic && panicCpu === undefined && knowsPanicCpu;
}

/** Tasks that wait for each other on a machine that did not notice: what it was dumped for, most likely. */
export const deadlock: Rule = (scene) => {
  const waits = isRunning(scene) ? scene.source.lockWaits() : undefined;
  const cycle = waits?.cycles.find(({ isCertain }) => isCertain);
  if (!waits || !cycle) return undefined;
  const stack = stackOfCycle(scene, cycle);
  const { text, evidence } = describeCycle(waits, cycle);
  return {
    kind: 'deadlock',
    what: 'Deadlock',
    text: `${text} The kernel did not panic, but these tasks will not go on.`,
    confidence: 'certain',
    evidence,
    ...(stack && { stack }),
  };
};

/** The dump of a machine that ran: QEMU, libvirt and hypervisors make them at any time. */
export const noCrash: Rule = (scene) => {
  if (!isRunning(scene)) return undefined;
  return {
    kind: 'no-crash',
    what: 'No crash: a dump of a machine that ran',
    text: 'The log holds no panic and no oops, and by the kernel’s own variables no cpu has panicked: the dump was taken from outside, of a machine that ran or hung.',
    confidence: 'certain',
    blame: 'nobody',
    stack: { frames: [], task: {} },
    evidence: [scene.logEvidence((scene.source.log?.total ?? 1) - 1)],
  };
};
