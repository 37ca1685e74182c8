import type { CrashKind } from '../../protocol/verdict';
import type { CrashFrame } from '../scene/crashFrame';
import { interruptedFrames } from '../scene/crashPlace';
import type { Diagnosis, Rule } from '../diagnosis';

interface NamedPanic {
  readonly pattern: RegExp;
  readonly kind: CrashKind;
  readonly what: string;
  readonly text: string;
  readonly blame?: Diagnosis['blame'];
}

/** Reasons that the kernel gives to panic() and that are a kind of their own. */
const panics: readonly NamedPanic[] = [
  {
    pattern: /Out of memory|System is deadlocked on memory|panic_on_oom/i,
    kind: 'out-of-memory',
    what: 'Out of memory',
    text: 'No memory was left, and the kernel is set to panic then, or found no task to kill. Who asked last need not be who took it; the log tells before that who held how much.',
    blame: 'bystander',
  },
  {
    pattern: /Attempted to kill (init|the idle task)/,
    kind: 'init-died',
    what: 'Init died',
    text: 'Process 1, on which everything rests, ended or was killed; the exit code tells how: its low byte is a signal, 0x0b a segmentation fault.',
    blame: 'nobody',
  },
  {
    pattern:
      /Unable to mount root fs|No working init found|No init found|Requested init .* failed|Cannot open root device/,
    kind: 'root-not-mounted',
    what: 'No root file system',
    text: 'The kernel could not mount its root file system or start init from it: a matter of the boot configuration, of a missing driver, or of the disk.',
    blame: 'nobody',
  },
  {
    pattern:
      /watchdog: .*pretimeout|pretimeout event|hpwdt|iTCO|softdog|Software Watchdog Timer expired|hardware watchdog/i,
    kind: 'watchdog',
    what: 'Watchdog',
    text: 'A watchdog was not fed in time: the machine, or the daemon that feeds it, was stuck for longer than it allows. What ran at that time need not be to blame.',
    blame: 'bystander',
  },
  {
    pattern: /not syncing: (NMI: |NMI IOCK|NMI PCI|An NMI occurred|Non[ -]maskable)/i,
    kind: 'nmi',
    what: 'NMI',
    text: 'A non-maskable interrupt arrived, and the kernel is set to panic then: somebody pressed the NMI button or sent one through the management controller or the hypervisor, or the hardware found an error. What ran at that time is not to blame.',
    blame: 'bystander',
  },
  {
    pattern: /scheduling while atomic|Aiee, scheduling|bad: scheduling from the idle thread/i,
    kind: 'scheduling-while-atomic',
    what: 'Scheduling while atomic',
    text: 'Code that must not sleep (it held a spinlock or served an interrupt) tried to.',
  },
  {
    pattern: /not syncing: (Hyper-V|Xen|hypervisor|pvpanic)/i,
    kind: 'hypervisor',
    what: 'Request of the hypervisor',
    text: 'The hypervisor, or the interface to it, made the kernel panic.',
    blame: 'bystander',
  },
];

export const namedPanic: Rule = (scene) => {
  const line = scene.panicLine;
  const found = line && panics.find(({ pattern }) => pattern.test(scene.message));
  if (!found) return undefined;
  const { kind, what, text, blame } = found;
  return {
    kind,
    what,
    text,
    confidence: 'certain',
    evidence: [scene.logEvidence(line.logIndex)],
    ...(blame && { blame }),
    ...(kind === 'nmi' && { stack: { frames: interruptedByNmi(scene.frames) } }),
  };
};

/** What the cpu was doing; nothing where the NMI came upon user mode. */
function interruptedByNmi(frames: readonly CrashFrame[]): readonly CrashFrame[] {
  return frames.some(({ kind }) => kind === 'interrupted') ? interruptedFrames(frames) : [];
}

/** Any other reason that was given to panic(). */
export const panicCall: Rule = (scene) => {
  const [, reason] = /Kernel panic - not syncing: ?(.*)/.exec(scene.message) ?? [];
  if (!scene.panicLine || reason === undefined) return undefined;
  return {
    kind: 'panic',
    what: 'Panic',
    text: reason === '' ? 'The kernel called panic().' : `The kernel called panic(): ${reason}.`,
    confidence: 'certain',
    evidence: [scene.logEvidence(scene.panicLine.logIndex)],
    detail: reason.replace(/0x[0-9a-f]+|\b[0-9a-f]{8,16}\b|\d+/g, '#'),
  };
};
