import { framesOfOops } from '../crashFrame';
import type { CrashScene, NamedStack } from '../crashScene';
import { readOops } from '../../kernel/readOops';
import type { Rule } from '../diagnosis';

const pattern = /INFO: task (.*):(\d+) (?:<[^>]*> )?blocked (?:in I\/O wait )?for more than (\d+) seconds/;

/** kernel/hung_task.c: khungtaskd panicked, but the task that it found is the matter. */
export const hungTask: Rule = (scene) => {
  const [, comm, pid, seconds] = pattern.exec(scene.message) ?? [];
  if (!scene.panicLine || comm === undefined || pid === undefined) return undefined;
  return {
    kind: 'hung-task',
    what: 'Hung task',
    text: `${comm} (pid ${pid}) has waited for more than ${seconds} s without being woken.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
    stack: blockedStack(scene, Number(pid), comm, scene.panicLine.logIndex),
  };
};

function blockedStack(scene: CrashScene, pid: number, comm: string, logIndex: number): NamedStack {
  const { log } = scene.source;
  const found = scene.source.stackOfPid(pid);
  const frames = found?.frames ?? (log ? framesOfOops(readOops(log, logIndex)) : []);
  return { task: { pid, comm, ...found?.task }, frames };
}
