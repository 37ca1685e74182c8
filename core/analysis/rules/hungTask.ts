import { findGuilty } from '../blame';
import { chainOfHolders, cycleFinding, waitFinding } from '../blockers';
import { framesOfOops } from '../crashFrame';
import type { CrashScene, NamedStack } from '../crashScene';
import { readOops } from '../../kernel/readOops';
import type { Diagnosis, Rule } from '../diagnosis';
import type { LockCycle } from '../waits/lockWaits';

const pattern = /INFO: task (.*):(\d+) (?:<[^>]*> )?blocked (?:in I\/O wait )?for more than (\d+) seconds/;

/** kernel/hung_task.c: khungtaskd panicked, but a task that it found, or what that one waits for, is the matter. */
export const hungTask: Rule = (scene) => {
  const [, comm, pid, seconds] = pattern.exec(scene.message) ?? [];
  if (!scene.panicLine || comm === undefined || pid === undefined) return undefined;
  const { logIndex } = scene.panicLine;
  const blocked = blockedStack(scene, Number(pid), comm, logIndex);
  return {
    kind: 'hung-task',
    what: 'Hung task',
    text: `${comm} (pid ${pid}) has waited for more than ${seconds} s without being woken.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(logIndex)],
    stack: blocked,
    ...(findBlocker(scene, Number(pid)) ?? {}),
  };
};

/** Tasks that wait for each other, the reported one or others; else who holds what the reported one waits for. */
function findBlocker(scene: CrashScene, pid: number): Partial<Diagnosis> | undefined {
  const waits = scene.source.lockWaits();
  if (!waits) return undefined;
  const chain = chainOfHolders(waits, pid);
  const cycle =
    waits.cycles.find((candidate) => chain.some((wait) => candidate.waits.includes(wait))) ?? waits.cycles[0];
  if (cycle) {
    const stack = stackOfCycle(scene, cycle);
    return {
      ...(cycle.isCertain && { kind: 'deadlock', what: 'Deadlock' }),
      findings: [cycleFinding(waits, cycle)],
      ...(stack && { stack }),
    };
  }
  const last = chain.at(-1);
  if (!last) return undefined;
  const holder = last.holder?.isCertain ? stackOf(scene, last.holder.task.pid) : undefined;
  return { findings: chain.map((wait) => waitFinding(waits, wait)), ...(holder && { stack: holder }) };
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
