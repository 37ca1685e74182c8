import { describeTaint, findTaintInLog, readTaint, type TaintFlag } from '../../kernel/taint';
import type { Evidence } from '../../protocol/verdict';
import { hex } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { readLoadedModules } from '../../types/loadedModules';
import type { CrashScene } from '../scene/crashScene';
import type { DumpContext } from '../scene/dumpScene';
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

/** The modules that tainted the kernel: by their own taints, else by the marks in the log. */
function moduleEvidence({ scene, dump }: Surroundings): readonly Evidence[] {
  const modules = dump?.attempts.try(() => taintingModules(dump.kernel.objects)) ?? loggedModules(scene);
  return modules.map((name) => ({ kind: 'module', name }));
}

function taintingModules(objects: KernelObjects): readonly string[] {
  return readLoadedModules(objects).modules.flatMap(({ object, name }) => {
    const mask = ifKnown(() => object.member('taints').value) ?? 0n;
    const { flags } = describeTaint(BigInt.asUintN(64, mask));
    return flags.some(({ letter }) => suspicious.includes(letter)) ? [name] : [];
  });
}

/** `Modules linked in: foo(OE) bar` */
function loggedModules(scene: CrashScene): readonly string[] {
  const line = scene.findNear(/^Modules linked in: (.*)/);
  const marked = (line?.match[1] ?? '').matchAll(/([\w-]+)\(([A-Z]*[PFOEC][A-Z]*)[-+]?\)/g);
  return [...marked].map(([, name = '']) => name);
}
