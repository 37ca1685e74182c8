import { interruptedFrames } from '../scene/crashPlace';
import type { CrashScene, NamedStack } from '../scene/crashScene';
import { readOops } from '../../kernel/oops/readOops';
import { describeCycle, waitFinding } from '../blockers';
import { framesOfOops, type CrashFrame } from '../scene/crashFrame';
import type { Diagnosis, Rule } from '../diagnosis';

const softPattern = /BUG: soft lockup - CPU#(\d+) stuck for (\d+)s! \[(.*):(\d+)\]/;

/** kernel/watchdog.c: the cpu did not schedule for so long. */
export const softLockup: Rule = (scene) => {
  const [, cpu, seconds, comm, pid] = softPattern.exec(scene.message) ?? [];
  if (!scene.panicLine || cpu === undefined || pid === undefined) return undefined;
  return spinning(scene, {
    kind: 'soft-lockup',
    what: 'Soft lockup',
    text: `Cpu ${cpu} ran in the kernel for ${seconds} s without giving way to other tasks; it executed ${comm} (pid ${pid}).`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
    stack: stuckStack(scene, Number(cpu), scene.panicLine.logIndex),
  });
};

/** kernel/watchdog.c, watchdog_perf.c: the cpu did not even take interrupts; since 6.5 a neighbour may be who noticed. */
export const hardLockup: Rule = (scene) => {
  const found = /hard LOCKUP(?: on cpu (\d+))?/i.exec(scene.message);
  if (!scene.panicLine || !found) return undefined;
  const named = found[1] ?? scene.findNear(/hard LOCKUP on cpu (\d+)/i)?.match[1];
  const cpu = named === undefined ? scene.task?.cpu : Number(named);
  return spinning(scene, {
    kind: 'hard-lockup',
    what: 'Hard lockup',
    text: `Cpu ${cpu ?? '(unknown)'} took no interrupts for some 10 s: it was stuck with interrupts switched off.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
    stack: stuckStack(scene, cpu, scene.panicLine.logIndex),
  });
};

const stalledCpu = /^(?:rcu: )?\s*(\d+)-[.!?\dOoNn]{4}: \(/;

/** kernel/rcu/tree_stall.h: a cpu, or a task that was preempted, held up every waiting for RCU. */
export const rcuStall: Rule = (scene): Diagnosis | undefined => {
  const line = scene.panicLine;
  if (!line || !/rcu\w* (self-)?detected (expedited )?stall|RCU Stall/i.test(scene.message)) return undefined;
  const stalled = scene.findNear(stalledCpu);
  const cpu = stalled ? Number(stalled.match[1]) : undefined;
  return spinning(scene, {
    kind: 'rcu-stall',
    what: 'RCU stall',
    text:
      cpu === undefined
        ? 'RCU waited too long for a cpu or a task to leave its critical section.'
        : `RCU waited too long for cpu ${cpu}: it ran in the kernel without ever being quiet.`,
    confidence: 'certain',
    evidence: [
      scene.logEvidence(line.logIndex),
      ...(stalled ? [scene.logEvidence(stalled.line.logIndex)] : []),
    ],
    stack: stuckStack(scene, cpu, line.logIndex),
  });
};

/** With the spinlock that the stuck cpu wants, where that is why it was stuck. */
function spinning(scene: CrashScene, stuck: Diagnosis): Diagnosis {
  const isSlowPath = ({ symbol }: CrashFrame): boolean => /spin_lock/.test(symbol ?? '');
  const { frames = [], task } = stuck.stack ?? {};
  if (!frames.slice(0, 3).some(isSlowPath)) return stuck;
  const waits = scene.source.lockWaits();
  const wait = waits?.waits.find((each) => each.kind === 'spinlock' && each.task.pid === task?.pid);
  if (!waits || !wait) return stuck;
  const circle = waits.cycles.find(({ waits: members }) => members.includes(wait));
  const { text, evidence } = circle ? describeCycle(waits, circle) : waitFinding(waits, wait);
  return { ...stuck, text: `${stuck.text} ${text}`, evidence: [...stuck.evidence, ...evidence] };
}

/** What the stuck cpu executed when the watchdog's interrupt came, by the dump or by what the log printed of it. */
function stuckStack(scene: CrashScene, cpu: number | undefined, logIndex: number): NamedStack {
  const isCrashing = cpu === undefined || cpu === scene.task?.cpu;
  const found = isCrashing
    ? { task: scene.task ?? {}, frames: scene.frames }
    : (scene.source.stackOfCpu(cpu) ?? loggedStack(scene, cpu, logIndex));
  return {
    task: { ...found.task, ...(cpu !== undefined && { cpu }) },
    frames: interruptedFrames(found.frames),
  };
}

/** Every cpu prints its own stack behind `NMI backtrace for cpu 1`. */
function loggedStack(scene: CrashScene, cpu: number, logIndex: number): NamedStack {
  const { log } = scene.source;
  const pattern = new RegExp(`(?:NMI backtrace for cpu|Sending NMI .* to CPUs|CPU:) ${cpu}\\b`);
  for (let index = logIndex; log && index < Math.min(log.total, logIndex + 1000); index++) {
    if (!pattern.test(log.text(index) ?? '')) continue;
    const oops = readOops(log, index);
    if (oops.task?.cpu === cpu) return { task: oops.task, frames: framesOfOops(oops) };
  }
  return { task: {}, frames: [] };
}
