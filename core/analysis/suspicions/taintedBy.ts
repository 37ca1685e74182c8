import { findTaintInLog, readTaint, type TaintFlag } from '../../kernel/taint';
import type { Evidence } from '../../protocol/verdict';
import { hex } from '../../base/address';
import type { Suspicion, Surroundings } from '../suspicion';

/** What makes others doubt a crash: code that is not the kernel's own, and a kernel that was hurt before. */
const suspicious = 'PFRMBDAWCOELX';

export const taintedBy: Suspicion = (surroundings) => {
  const found = findTaint(surroundings);
  const flags = found?.flags.filter(({ letter }) => suspicious.includes(letter)) ?? [];
  if (!found || flags.length === 0) return [];
  return [
    {
      code: 'tainted',
      severity: flags.some(({ letter }) => 'PFRMBCOE'.includes(letter)) ? 'suspicious' : 'note',
      text: `The kernel is tainted: ${flags.map(({ letter, meaning }) => `${meaning} (${letter})`).join(', ')}.`,
      evidence: [...found.evidence, ...moduleEvidence(surroundings)],
    },
  ];
};

function findTaint({
  kernel,
  scene,
  attempts,
}: Surroundings):
  { readonly flags: readonly TaintFlag[]; readonly evidence: readonly Evidence[] } | undefined {
  const symbols = attempts.try(() => kernel.symbols);
  const taint = symbols && readTaint(kernel.memory, symbols, kernel.dump.machine);
  const address = symbols?.findByName('tainted_mask')?.address;
  if (taint?.mask !== undefined && address !== undefined) {
    return {
      flags: taint.flags,
      evidence: [{ kind: 'address', address: hex(address), text: `tainted_mask = ${hex(taint.mask)}` }],
    };
  }
  const logged = scene.source.log && findTaintInLog(scene.source.log);
  return logged && { flags: logged.flags, evidence: [] };
}

/** Modules that the log marks: `Modules linked in: foo(OE) bar`. */
function moduleEvidence({ scene }: Surroundings): readonly Evidence[] {
  const line = scene.findNear(/^Modules linked in: (.*)/);
  const marked = (line?.match[1] ?? '').matchAll(/([\w-]+)\(([A-Z]*[PFOEC][A-Z]*)[-+]?\)/g);
  return [...marked].map(([, name = '']) => ({ kind: 'module', name }));
}
