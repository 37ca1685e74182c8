import type { CrashKind } from '../../protocol/verdict';
import type { Rule } from '../diagnosis';

/** Of what KASAN and KFENCE call a bug, the kind (mm/kasan/report.c, mm/kfence/report.c). */
const kinds: readonly (readonly [pattern: RegExp, kind: CrashKind, what: string])[] = [
  [/use-after-free/, 'use-after-free', 'Use after free'],
  [/double-free|invalid-free|invalid free/, 'double-free', 'Double or invalid free'],
  [/out-of-bounds|memory corruption/, 'out-of-bounds', 'Access out of bounds'],
  [/null-ptr-deref/, 'null-dereference', 'NULL pointer dereference'],
  [
    /user-memory-access|wild-memory-access|invalid-access|invalid access/,
    'wild-pointer',
    'Access through a wild pointer',
  ],
  [/uninit-value|infoleak/, 'uninitialized-memory', 'Use of memory that was never written'],
];

const report = /^BUG: (KASAN|KFENCE|KMSAN): (.*?)(?: in (\S+))?$/;

/** A report of a sanitizer names the bug better than anything that follows from it. */
export const sanitizer: Rule = (scene) => {
  const [, tool, bug = ''] = report.exec(scene.message) ?? [];
  const found = kinds.find(([pattern]) => pattern.test(bug));
  if (tool === undefined || !found || !scene.panicLine) return undefined;
  const [, kind, what] = found;
  return {
    kind,
    what,
    text: `${tool} found it: ${bug}.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
  };
};
