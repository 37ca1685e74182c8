import type { CrashScene } from '../scene/crashScene';
import type { Diagnosis, Rule } from '../diagnosis';

const overflow =
  /(TASK stack guard|IRQ stack guard|stack guard page|stack overflow|Insufficient stack space|corrupted stack end|Thread overran stack)/i;

/** The guard page below a stack (CONFIG_VMAP_STACK), arm64's overflow stack, or the magic word at a stack's end. */
export const stackOverflow: Rule = (scene) => {
  const line = lineThatSays(scene);
  if (!line) return undefined;
  return {
    kind: 'stack-overflow',
    what: 'Stack overflow',
    text: `A kernel stack was used up${recursion(scene)}.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(line)],
  };
};

function lineThatSays(scene: CrashScene): number | undefined {
  if (scene.panicLine && overflow.test(scene.message)) return scene.panicLine.logIndex;
  // A panic in between tells of something else.
  if (!/double fault|Kernel stack overflow/i.test(scene.message)) return undefined;
  return scene.findNear(overflow)?.line.logIndex;
}

function recursion({ frames }: CrashScene): string {
  const [first] = frames;
  const count = frames.filter(({ symbol }) => symbol !== undefined && symbol === first?.symbol).length;
  return count > 5 ? `: ${first?.symbol} is on it ${count} times, it calls itself without end` : '';
}

const smashed = /stack-protector: Kernel stack is corrupted in: (\S+)/;

/** The canary between a function's variables and its return address (CONFIG_STACKPROTECTOR). */
export const stackCorruption: Rule = (scene): Diagnosis | undefined => {
  if (!scene.panicLine || !smashed.test(scene.message)) return undefined;
  return {
    kind: 'stack-corruption',
    what: 'Stack corruption',
    text: 'The canary on the stack of a function was overwritten: the function, or one that it called, wrote beyond a variable on the stack.',
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
  };
};
