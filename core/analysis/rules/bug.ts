import type { Rule } from '../diagnosis';

const pattern = /kernel BUG at (\S+?):(\d+)!/;

/** BUG() and BUG_ON() (lib/bug.c). */
export const bug: Rule = (scene) => {
  const found = pattern.exec(scene.message) ?? bugOfStop(scene.message, scene.findNear(pattern)?.match);
  const [, file, line] = found ?? [];
  if (!scene.panicLine || file === undefined || line === undefined) return undefined;
  return {
    kind: 'bug',
    what: 'BUG',
    text: `A check of the kernel's own failed (BUG) at ${file}:${line}.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.findNear(pattern)?.line.logIndex ?? scene.panicLine.logIndex)],
    source: { file, line: Number(line) },
  };
};

/** The exception that BUG raises, without its own line in front: `Oops - BUG: … [#1]` of arm64. */
function bugOfStop(message: string, near: RegExpExecArray | undefined): RegExpExecArray | undefined {
  return /invalid opcode|Oops - BUG/.test(message) ? near : undefined;
}
