import type { CrashKind, NextStep } from '../protocol/verdict';
import type { Diagnosis } from './diagnosis';
import type { CrashScene } from './crashScene';
import type { MemoryAccess } from '../protocol/verdict';

/** Of these kinds, the other tasks tell as much as the crashing one. */
const ofAllTasks: readonly CrashKind[] = [
  'hung-task',
  'deadlock',
  'soft-lockup',
  'hard-lockup',
  'rcu-stall',
  'out-of-memory',
  'no-crash',
  'watchdog',
];

/** What to look at now: commands that this program has, with the values of this dump. */
export function nextSteps(
  scene: CrashScene,
  { kind, stack }: Diagnosis,
  access: MemoryAccess | undefined,
  object: { readonly name: string; readonly address: string } | undefined,
): readonly NextStep[] {
  const pid = stack?.task?.pid ?? scene.task?.pid;
  const steps: (NextStep | undefined)[] = [
    pid !== undefined && pid !== 0 && kind !== 'no-crash'
      ? {
          command: `vmcore bt FILE --pid ${pid}`,
          why: 'the whole stack, with the registers of each exception',
        }
      : undefined,
    object && {
      command: `vmcore struct FILE ${object.name} ${object.address}`,
      why: 'the object whose member was accessed',
    },
    access?.member && !object
      ? {
          command: `vmcore struct FILE ${structName(access.member.struct)}`,
          why: 'the layout around the member that was accessed',
        }
      : undefined,
    ofAllTasks.includes(kind)
      ? { command: 'vmcore bt FILE --unique', why: 'what every task was doing, equal stacks together' }
      : undefined,
    kind === 'out-of-memory'
      ? { command: 'vmcore tasks FILE', why: 'who held how much memory (RSS)' }
      : undefined,
    scene.source.log ? { command: 'vmcore log FILE --tail 100', why: 'what came before' } : undefined,
  ];
  return steps.filter((step) => step !== undefined);
}

function structName(text: string): string {
  return text.replace(/^(struct|union) /, '');
}
