import type { CrashKind } from '../../protocol/verdict';
import type { Rule } from '../diagnosis';

/** Exceptions that name themselves (arch/x86/kernel/traps.c, arch/arm64/kernel/traps.c). */
const exceptions: readonly (readonly [pattern: RegExp, kind: CrashKind, what: string, text: string])[] = [
  [
    /divide error/,
    'divide-error',
    'Division by zero',
    'The cpu refused a division: by zero, or with a result that has no room.',
  ],
  [
    /double fault/i,
    'double-fault',
    'Double fault',
    'An exception failed while another was being delivered, mostly for a stack pointer that leads nowhere.',
  ],
  [
    /invalid opcode|Oops - Undefined instruction|undefined instruction/i,
    'invalid-opcode',
    'Invalid instruction',
    'The cpu met bytes that are no instruction that it has.',
  ],
];

export const namedException: Rule = (scene) => {
  const found = exceptions.find(([pattern]) => pattern.test(scene.message));
  if (!scene.panicLine || !found) return undefined;
  const [, kind, what, text] = found;
  return { kind, what, text, confidence: 'certain', evidence: [scene.logEvidence(scene.panicLine.logIndex)] };
};

/** Another exception that was fatal. */
export const otherOops: Rule = (scene) => {
  const isOops = /^(Internal error|Oops)\b|\[#\d+\]|^Bad mode in|^BUG: /.test(scene.message);
  if (!scene.panicLine || !isOops) return undefined;
  return {
    kind: 'oops',
    what: 'Fatal exception',
    text: `The kernel met an exception that it could not handle: ${scene.message}.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
  };
};
