import type { Rule } from '../diagnosis';

/** `WARNING: CPU: 0 PID: 1 at file:line func+…`; since 6.19 `WARNING: file:line at func, CPU#0: comm/pid`. */
const pattern = /^WARNING: (?:CPU: \d+ PID: \d+ at )?(\S+?):(\d+)\b/;

/** WARN() on a machine that panics on warnings. */
export const warning: Rule = (scene) => {
  const [, file, line] = pattern.exec(scene.message) ?? [];
  const call = scene.panicCall;
  if (!scene.panicLine || file === undefined || line === undefined) return undefined;
  const isSetting = call !== undefined && /panic_on_warn/.test(call.message);
  return {
    kind: 'warning',
    what: 'Warning that panics',
    text: `A check of the kernel's own failed (WARN) at ${file}:${line}${isSetting ? ', and panic_on_warn turns that into a panic' : ''}.`,
    confidence: 'certain',
    evidence: [
      scene.logEvidence(scene.panicLine.logIndex),
      ...(isSetting ? [scene.logEvidence(call.logIndex)] : []),
    ],
    source: { file, line: Number(line) },
  };
};

/** lib/ubsan.c. */
const undefinedBehaviour = /^UBSAN: (\S+) in (\S+?):(\d+)/;

export const ubsan: Rule = (scene) => {
  const [, what, file, line] = undefinedBehaviour.exec(scene.message) ?? [];
  if (!scene.panicLine || what === undefined || file === undefined) return undefined;
  const isBounds = what === 'array-index-out-of-bounds';
  return {
    kind: isBounds ? 'out-of-bounds' : 'bug',
    what: isBounds ? 'Array index out of bounds' : 'Undefined behaviour',
    text: `UBSAN found it: ${what} at ${file}:${line}.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
    source: { file, line: Number(line) },
  };
};
