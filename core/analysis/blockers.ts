import { hex } from '../base/address';
import { cycleText, holderText, lockText, taskText } from '../protocol/text/lockWaitText';
import type { Evidence, Finding } from '../protocol/verdict';
import type { NamedWaits } from './scene/crashScene';
import type { LockCycle, LockWait } from './waits/lockWaits';

/** Tasks that wait for each other: what is said of it, and what shows it. */
export function describeCycle(
  { nameOf }: NamedWaits,
  { waits, isCertain }: LockCycle,
): Pick<Finding, 'text' | 'evidence'> {
  return {
    text: `${isCertain ? 'Deadlock' : 'Possible deadlock'}: ${cycleText(waits.map(nameOf))}`,
    evidence: waits.flatMap(waitEvidence),
  };
}

/** One task that waits for a lock, and who holds it. */
export function waitFinding({ nameOf }: NamedWaits, wait: LockWait): Finding {
  const named = nameOf(wait);
  return {
    code: 'lock-wait',
    severity: 'cause',
    text: `${taskText(named)} waits for ${lockText(named)}, ${holderText(named)}.`,
    evidence: waitEvidence(wait),
  };
}

function waitEvidence({ task, lock, kind }: LockWait): readonly Evidence[] {
  const { pid, comm, address } = task;
  return [
    ...(pid === undefined ? [] : [{ kind: 'task' as const, pid, comm: comm ?? '??', task: hex(address) }]),
    ...(lock ? [{ kind: 'address' as const, address: hex(lock.address), text: kind }] : []),
  ];
}

/** The wait of that task, and from there each holder that waits itself, as far as the locks name them for certain. */
export function chainOfHolders({ waits }: NamedWaits, pid: number): readonly LockWait[] {
  const chain: LockWait[] = [];
  let next = waits.find(({ task }) => task.pid === pid);
  while (next && !chain.includes(next)) {
    chain.push(next);
    const holder = next.holder?.isCertain ? next.holder.task.address : undefined;
    next = waits.find(({ task }) => task.address === holder);
  }
  return chain;
}
