import { lazy } from '../../base/lazy';
import type { LogTexts } from '../../kernel/log/logTexts';
import type { LoggedCode, Oops } from '../../kernel/oops/oops';
import { findPanicCall, type PanicLine } from '../../kernel/panic';
import { readOops } from '../../kernel/oops/readOops';
import type { LockWaitData } from '../../protocol/lockWaits';
import type { Evidence, GuiltyTask } from '../../protocol/verdict';
import { framesOfOops, type CrashFrame } from './crashFrame';
import { framesFromPlace } from './crashPlace';
import type { FaultingInstruction } from '../fault/faultingInstruction';
import type { LockWait, LockWaits } from '../waits/lockWaits';

/** A task's stack with its functions named. */
export interface NamedStack {
  readonly task: GuiltyTask;
  readonly frames: readonly CrashFrame[];
}

/** Who waits for whom, and their words for it. */
export interface NamedWaits extends LockWaits {
  readonly nameOf: (wait: LockWait) => LockWaitData;
}

/** What of a dump the rules look at. A saved log alone has no stacks. */
export interface SceneSource {
  readonly log: LogTexts | undefined;
  /** The line that says why, as `findPanic` finds it. */
  readonly panic: PanicLine | undefined;
  /** The cpu that went down by the kernel's own variables; undefined when it did not, or nothing tells. */
  readonly panicCpu: number | undefined;
  /** Whether those variables are known: then an undefined `panicCpu` means that no cpu panicked. */
  readonly knowsPanicCpu: boolean;
  readonly crashingStack: () => NamedStack | undefined;
  readonly stackOfPid: (pid: number) => NamedStack | undefined;
  readonly stackOfCpu: (cpu: number) => NamedStack | undefined;
  /** Who waits for whom; undefined where the dump does not tell. Looks at every task. */
  readonly lockWaits: () => NamedWaits | undefined;
  /** How many bits of an address the processor uses. */
  readonly addressBits: number;
  /** Decodes the instruction of a frame that holds registers. */
  readonly decode: (frame: CrashFrame, logged: LoggedCode | undefined) => FaultingInstruction | undefined;
}

/** How many records in front of the line that says why may belong to it. */
const recordsBefore = 60;

/** Where and how it crashed, by the log and the stacks together. */
export class CrashScene {
  private readonly parts = {
    oops: lazy(() => this.readOops()),
    place: lazy(() => this.findPlace()),
    instruction: lazy(() => this.decodeInstruction()),
    panicCall: lazy(() => this.source.log && findPanicCall(this.source.log)),
  };

  constructor(readonly source: SceneSource) {}

  /** Why it went down in the kernel's own words; empty where the log does not tell. */
  get message(): string {
    return this.source.panic?.message ?? '';
  }

  get panicLine(): PanicLine | undefined {
    return this.source.panic;
  }

  /** The line `Kernel panic - not syncing: …`, which may only name a consequence. */
  get panicCall(): PanicLine | undefined {
    return this.parts.panicCall();
  }

  get oops(): Oops | undefined {
    return this.parts.oops();
  }

  /** The stack from the place of the failure on. */
  get frames(): readonly CrashFrame[] {
    return this.parts.place().frames;
  }

  /** The one that failed; undefined where no exception came upon the kernel. */
  get instruction(): FaultingInstruction | undefined {
    return this.parts.instruction();
  }

  get task(): GuiltyTask | undefined {
    return this.parts.place().task;
  }

  /** The newest record that matches, up to 60 in front of the line that says why and as far behind as its oops goes. */
  findNear(pattern: RegExp): { readonly line: PanicLine; readonly match: RegExpExecArray } | undefined {
    const { log, panic } = this.source;
    if (!log || !panic) return undefined;
    const last = Math.min(log.total - 1, this.oops?.lastLogIndex ?? panic.logIndex);
    for (let logIndex = last; logIndex >= Math.max(0, panic.logIndex - recordsBefore); logIndex--) {
      const message = log.text(logIndex) ?? '';
      const match = pattern.exec(message);
      if (match) return { line: { message, logIndex }, match };
    }
    return undefined;
  }

  /** A record as evidence. */
  logEvidence(logIndex: number): Evidence {
    const text = this.source.log?.text(logIndex)?.split('\n', 1)[0]?.trimEnd() ?? '';
    return { kind: 'log', logIndex, text };
  }

  private decodeInstruction(): FaultingInstruction | undefined {
    const [place] = this.frames;
    return place?.kind === 'interrupted' ? this.source.decode(place, this.oops?.code) : undefined;
  }

  private readOops(): Oops | undefined {
    const { log, panic } = this.source;
    return log && panic && readOops(log, panic.logIndex);
  }

  /** The dump's stack where it is the one that the log speaks of, else what the log printed of it. */
  private findPlace(): NamedStack {
    const { oops } = this;
    const logged = oops && { task: withoutIndex(oops), frames: framesOfOops(oops) };
    const stack = this.source.crashingStack();
    const frames = stack && framesFromPlace(stack.frames, oops?.place);
    if (stack && frames) return { task: { ...logged?.task, ...stack.task }, frames };
    return {
      task: logged?.task ?? {},
      frames: framesFromPlace(logged?.frames ?? [], undefined) ?? [],
    };
  }
}

function withoutIndex({ task }: Oops): GuiltyTask {
  if (!task) return {};
  const { cpu, pid, comm } = task;
  return { cpu, ...(pid !== undefined && { pid }), ...(comm !== undefined && { comm }) };
}
