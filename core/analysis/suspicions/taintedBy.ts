import { findTaintInLog, readTaint, type TaintFlag } from '../../kernel/taint';
import type { Evidence } from '../../protocol/verdict';
import { hex } from '../../base/address';
import type { DumpContext } from '../dumpScene';
import type { Suspicion, Surroundings } from '../suspicion';

/** What makes others doubt a crash: code that is not the kernel's own, and a machine that was hurt before. */
const suspicious = 'PFRMBCOE';
/** Worth knowing; D, W and L are not, since this crash may have set them itself, and the log tells of earlier ones. */
const notable = 'AXKNJ';

export const taintedBy: Suspicion = (surroundings) => {
  const found = findTaint(surroundings);
  const flags = found?.flags.filter(({ letter }) => (suspicious + notable).includes(letter)) ?? [];
  if (!found || flags.length === 0) return [];
  return [
    {
      code: 'tainted',
      severity: flags.some(({ letter }) => suspicious.includes(letter)) ? 'suspicious' : 'note',
      text: `The kernel is tainted: ${flags.map(({ letter, meaning }) => `${meaning} (${letter})`).join(', ')}.`,
      evidence: [...found.evidence, ...moduleEvidence(surroundings)],
    },
  ];
};

interface FoundTaint {
  readonly flags: readonly TaintFlag[];
  readonly evidence: readonly Evidence[];
}

/** From memory; by the log where that does not tell. */
function findTaint({ scene, dump }: Surroundings): FoundTaint | undefined {
  const inMemory = dump && readTaintedMask(dump);
  if (inMemory) return inMemory;
  const logged = scene.source.log && findTaintInLog(scene.source.log);
  return logged && { flags: logged.flags, evidence: [] };
}

function readTaintedMask({ kernel, attempts }: DumpContext): FoundTaint | undefined {
  const symbols = attempts.try(() => kernel.symbols);
  const address = symbols?.findByName('tainted_mask')?.address;
  const taint = symbols && readTaint(kernel.memory, symbols, kernel.dump.machine);
  if (taint?.mask === undefined || address === undefined) return undefined;
  const text = `tainted_mask = ${hex(taint.mask)}`;
  return { flags: taint.flags, evidence: [{ kind: 'address', address: hex(address), text }] };
}

/** Modules that the log marks: `Modules linked in: foo(OE) bar`. */
function moduleEvidence({ scene }: Surroundings): readonly Evidence[] {
  const line = scene.findNear(/^Modules linked in: (.*)/);
  const marked = (line?.match[1] ?? '').matchAll(/([\w-]+)\(([A-Z]*[PFOEC][A-Z]*)[-+]?\)/g);
  return [...marked].map(([, name = '']) => ({ kind: 'module', name }));
}
