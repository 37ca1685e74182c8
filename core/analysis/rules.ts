import type { CrashScene } from './scene/crashScene';
import type { Diagnosis, Rule } from './diagnosis';
import { bug } from './rules/bug';
import { namedException, otherOops } from './rules/exceptions';
import { hardwareError, machineCheck } from './rules/hardware';
import { hungTask } from './rules/hungTask';
import { listCorruption } from './rules/listCorruption';
import { hardLockup, rcuStall, softLockup } from './rules/lockup';
import { memoryAccess } from './rules/memoryAccess';
import { namedPanic, panicCall } from './rules/namedPanics';
import { deadlock, noCrash } from './rules/running';
import { sanitizer } from './rules/sanitizer';
import { doubleFree, memoryCorruption } from './rules/slab';
import { stackCorruption, stackOverflow } from './rules/stackOverflow';
import { sysrq } from './rules/sysrq';
import { ubsan, warning } from './rules/warning';

/** What tells most comes first: the first rule that recognises the scene decides. */
const rules: readonly Rule[] = [
  sanitizer,
  ubsan,
  sysrq,
  stackOverflow,
  stackCorruption,
  machineCheck,
  hardLockup,
  softLockup,
  rcuStall,
  hungTask,
  listCorruption,
  doubleFree,
  memoryCorruption,
  bug,
  warning,
  memoryAccess,
  hardwareError,
  namedException,
  namedPanic,
  otherOops,
  panicCall,
  deadlock,
  noCrash,
];

/** Says so where nothing proves a kind. */
const unknown: Diagnosis = {
  kind: 'unknown',
  what: 'Unknown',
  text: 'Neither the log nor the stacks of the dump tell why it was made.',
  confidence: 'certain',
  blame: 'nobody',
  evidence: [],
};

export function diagnose(scene: CrashScene): Diagnosis {
  for (const rule of rules) {
    const diagnosis = rule(scene);
    if (diagnosis) return diagnosis;
  }
  return unknown;
}
