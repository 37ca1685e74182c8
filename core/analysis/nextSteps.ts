import type { CrashKind, MemoryAccess, NextStep } from '../protocol/verdict';
import type { CrashScene } from './scene/crashScene';
import type { Diagnosis } from './diagnosis';

/** An object of a known struct. */
export interface NamedObject {
  readonly struct: string;
  /** Hex. */
  readonly address: string;
}

const stuck: readonly CrashKind[] = [
  'hung-task',
  'deadlock',
  'soft-lockup',
  'hard-lockup',
  'rcu-stall',
  'watchdog',
];

/** What tells more of crashes of some kinds. */
const ofKinds: readonly (NextStep & { readonly kinds: readonly CrashKind[] })[] = [
  {
    kinds: [...stuck, 'out-of-memory', 'no-crash'],
    command: 'vmcore bt FILE --unique',
    why: 'what every task was doing, equal stacks together',
  },
  {
    kinds: stuck,
    command: 'vmcore waits FILE',
    why: 'who waits for which lock, and who holds it',
  },
  { kinds: ['out-of-memory'], command: 'vmcore mem FILE', why: 'what the memory was used for' },
  { kinds: ['out-of-memory'], command: 'vmcore tasks FILE', why: 'who held how much memory (RSS)' },
];

/** What to look at now: commands that this program has, with the values of this dump. */
export function nextSteps(
  scene: CrashScene,
  { kind, stack }: Diagnosis,
  access: MemoryAccess | undefined,
  object: NamedObject | undefined,
): readonly NextStep[] {
  return [
    ...stackStep(kind, (stack?.task ?? scene.task)?.pid),
    ...objectStep(access, object),
    ...ofKinds.filter(({ kinds }) => kinds.includes(kind)).map(({ command, why }) => ({ command, why })),
    ...(scene.source.log ? [{ command: 'vmcore log FILE --tail 100', why: 'what came before' }] : []),
  ];
}

/** Every cpu has an idle task of pid 0: that number names none of them. */
function stackStep(kind: CrashKind, pid: number | undefined): readonly NextStep[] {
  if (pid === undefined || pid === 0 || kind === 'no-crash') return [];
  return [
    { command: `vmcore bt FILE --pid ${pid}`, why: 'the whole stack, with the registers of each exception' },
  ];
}

function objectStep(access: MemoryAccess | undefined, object: NamedObject | undefined): readonly NextStep[] {
  if (object) {
    const command = `vmcore struct FILE ${tagOf(object.struct)} ${object.address}`;
    return [{ command, why: 'the object whose member was accessed' }];
  }
  if (!access?.member) return [];
  const command = `vmcore struct FILE ${tagOf(access.member.struct)}`;
  return [{ command, why: 'the layout around the member that was accessed' }];
}

function tagOf(struct: string): string {
  return struct.replace(/^(struct|union) /, '');
}
