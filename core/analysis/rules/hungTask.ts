import { findGuilty } from '../blame';
import { chainOfHolders, describeCycle, waitFinding } from '../blockers';
import { framesOfOops } from '../scene/crashFrame';
import type { CrashScene, NamedStack } from '../scene/crashScene';
import { readOops } from '../../kernel/oops/readOops';
import type { Diagnosis, Rule } from '../diagnosis';
import type { LockCycle } from '../waits/lockWaits';

const pattern = /INFO: task (.*):(\d+) (?:<[^>]*> )?blocked (?:in I\/O wait )?for more than (\d+) seconds/;

/** kernel/hung_task.c: khungtaskd panicked, but a task that it found, or what that one waits for, is the matter. */
export const hungTask: Rule = (scene) => {
  const [, comm, pid, seconds] = pattern.exec(scene.message) ?? [];
  if (!scene.panicLine || comm === undefined || pid === undefined) return undefined;
  const { logIndex } = scene.panicLine;
  const hung: Diagnosis = {
    kind: 'hung-task',
    what: 'Hung task',
    text: `${comm} (pid ${pid}) has waited for more than ${seconds} s without being woken.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(logIndex)],
    stack: blockedStack(scene, Number(pid), comm, logIndex),
  };
  return behindLocks(scene, Number(pid), hung);
};

/** Tasks that wait for each other, the reported one or others; else who holds what the reported one waits for. */
function behindLocks(scene: CrashScene, pid: number, hung: Diagnosis): Diagnosis {
  const waits = scene.source.lockWaits();
  if (!waits) return hung;
  const chain = chainOfHolders(waits, pid);
  const isInChain = ({ waits: circle }: LockCycle): boolean => chain.some((wait) => circle.includes(wait));
  const cycle = waits.cycles.find(isInChain) ?? waits.cycles.find(({ isCertain }) => isCertain);
  if (cycle) return deadlocked(hung, describeCycle(waits, cycle), cycle, stackOfCycle(scene, cycle));
  const holder = chain.at(-1)?.holder;
  const stack = holder?.isCertain ? stackOf(scene, holder.task.pid) : undefined;
  return { ...hung, findings: chain.map((wait) => waitFinding(waits, wait)), ...(stack && { stack }) };
}

function deadlocked(
  hung: Diagnosis,
  { text, evidence }: ReturnType<typeof describeCycle>,
  { isCertain }: LockCycle,
  stack: NamedStack | undefined,
): Diagnosis {
  return {
    ...hung,
    ...(isCertain && { kind: 'deadlock', what: 'Deadlock' }),
    text: `${text} ${hung.text}`,
    evidence: [...evidence, ...hung.evidence],
    ...(stack && { stack }),
  };
}

/** Of any task in the circle, but always the same one for the same functions, so that signatures are equal. */
export function stackOfCycle(scene: CrashScene, { waits }: LockCycle): NamedStack | undefined {
  const stacks = waits.flatMap(({ task }) => stackOf(scene, task.pid) ?? []);
  const nameOf = ({ frames }: NamedStack): string => findGuilty(frames)?.symbol ?? '';
  return stacks.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))[0];
}

function stackOf(scene: CrashScene, pid: number | undefined): NamedStack | undefined {
  return pid === undefined ? undefined : scene.source.stackOfPid(pid);
}

function blockedStack(scene: CrashScene, pid: number, comm: string, logIndex: number): NamedStack {
  const { log } = scene.source;
  const found = stackOf(scene, pid);
  const frames = found?.frames ?? (log ? framesOfOops(readOops(log, logIndex)) : []);
  return { task: { pid, comm, ...found?.task }, frames };
}
