import type { CancellationToken } from '../../core/base/cancellation';
import { Emitter } from '../../core/base/emitter';
import { VmcoreError } from '../../core/base/errors';
import { EngineHolder } from '../../core/engines/engineHolder';
import { engineUnsuited } from '../../core/engines/errors';
import type { GdbEngine } from '../../core/engines/gdb/gdbEngine';
import { debuginfoAdvice } from '../../core/engines/installAdvice';
import type { Kernel } from '../../core/kernel/kernel';
import type { SourceLines } from '../../core/report/stacks/sourceLines';
import { strippedType } from '../../core/types/cType';
import { debuginfoMissing } from '../engines/errors';
import { findCType } from '../expression/findCType';
import { GdbFrames, type FoundPlace } from '../gdb/gdbFrames';
import { GdbValues } from '../gdb/gdbValues';
import { startGdb } from '../gdb/startGdb';
import { switchedOutRegisters } from '../gdb/switchedOutRegisters';
import type { VariableContainer } from '../variables/containers';
import type { ValueReader } from '../variables/valueReader';
import type { DebugFrame, DebugThread } from './debugThread';

/** What of a launched dump gdb is used for. */
interface Debugged {
  readonly kernel: Kernel;
  readonly sourceLines: SourceLines;
  readonly values: ValueReader;
  framesOfThread(thread: DebugThread): readonly DebugFrame[];
}

/** A gdb that died, or did not start, this often dies of the dump. */
const maxFailures = 5;

/** gdb's part in a session: started once it is wanted, and again when it died; everything else works without it. */
export class GdbOfSession {
  readonly values: GdbValues;
  /** Fires once, with why it failed for the last time: it is not started again unasked. */
  readonly givenUp = new Emitter<Error>();
  private readonly engines: EngineHolder<GdbEngine>;
  private readonly frames: GdbFrames;
  private hasJoined = false;
  private failures = 0;
  private isDisposed = false;

  /** @param program the person's own choice; false for no gdb at all */
  constructor(
    private readonly dump: Debugged,
    private readonly program: string | false | undefined,
  ) {
    this.engines = new EngineHolder((token) => this.start(token));
    this.frames = new GdbFrames(this.engines, (name) => dump.sourceLines.findModuleFile(name));
    this.values = new GdbValues({
      types: () => dump.kernel.types?.table,
      behindPointer: (value, type, expression) => this.behindPointer(value, type, expression),
    });
  }

  get isWanted(): boolean {
    return this.program !== false;
  }

  /** Whether gdb may be asked: it starts again when it has died, unless it does that again and again. */
  get isJoined(): boolean {
    return this.hasJoined && this.failures < maxFailures;
  }

  /** @throws VmcoreError why gdb does not start */
  async join(token?: CancellationToken): Promise<GdbEngine> {
    const engine = await this.engines.get(token);
    this.hasJoined = true;
    return engine;
  }

  /** Undefined where gdb does not come to that frame. @throws VmcoreError why gdb does not start, or stopped */
  find(frame: DebugFrame, token?: CancellationToken): Promise<FoundPlace | undefined> {
    return this.frames.find({ ...frame.onStack, switchedOut: () => this.switchedOut(frame) }, token);
  }

  dispose(): void {
    this.isDisposed = true;
    this.engines.dispose();
  }

  private async start(token: CancellationToken | undefined): Promise<GdbEngine> {
    const { kernel, sourceLines } = this.dump;
    const { program } = this;
    if (program === false) throw engineUnsuited('gdb', 'the launch configuration says so');
    const vmlinux = sourceLines.vmlinuxPath;
    if (vmlinux === undefined)
      throw debuginfoMissing(debuginfoAdvice(kernel.vmcoreinfo.release), sourceLines.vmlinuxSearch);
    try {
      const engine = await startGdb({ kernel, vmlinux, program }, token);
      engine.stopped.listen((reason) => {
        this.countFailure(reason);
      });
      return engine;
    } catch (error) {
      if (error instanceof VmcoreError && error.code !== 'cancelled') this.countFailure(error);
      throw error;
    }
  }

  private countFailure(reason: Error): void {
    this.failures += 1;
    if (this.failures === maxFailures && this.hasJoined && !this.isDisposed) this.givenUp.fire(reason);
  }

  private switchedOut({ thread: { task } }: DebugFrame): ReturnType<typeof switchedOutRegisters> {
    if (!task || task.onCpu) return undefined;
    return switchedOutRegisters(task.object, this.dump.kernel.dump.machine.name);
  }

  /** Structs behind pointers are shown by the kernel's own types: lists, symbols and missing pages with them. */
  private behindPointer(value: bigint, type: string, expression: string): VariableContainer | undefined {
    const words = /^(?:const )?((?:struct|union) \w+) \*$/.exec(type)?.[1];
    const target =
      words === undefined || value === 0n ? undefined : findCType(this.dump.kernel.allTypes, words);
    if (!target || strippedType(target).kind === 'void') return undefined;
    return this.dump.values.behindPointer(value, target, expression);
  }
}
