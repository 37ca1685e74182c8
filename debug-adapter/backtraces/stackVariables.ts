import { throwIfCancelled, type CancellationToken } from '../../core/base/cancellation';
import type { EngineHolder } from '../../core/engines/engineHolder';
import type { GdbEngine } from '../../core/engines/gdb/gdbEngine';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import type { BacktraceData, FrameData } from '../../core/protocol/backtraceData';
import type { CodeFrame, FrameVariable } from '../../core/protocol/panels/backtracesRequests';
import { backtraceData } from '../../core/report/stacks/backtraceData';
import type { SourceLines } from '../../core/report/stacks/sourceLines';
import { withoutUndefined } from '../../core/report/withoutUndefined';
import { GdbFrames, type FoundPlace } from '../gdb/gdbFrames';
import { GdbValues } from '../gdb/gdbValues';
import { switchedOutRegisters } from '../gdb/switchedOutRegisters';
import type { ShownValue } from '../variables/containers';
import { frameNotFound, gdbLostItsWay } from './errors';
import { stackOfTask, taskAt } from '../tasks/taskAt';

const rememberedStacks = 50;
const format = { hex: false };

/** Arguments and locals of frames, by the gdb of the dump, without any debug session. */
export class StackVariables {
  private readonly frames: GdbFrames;
  private readonly values = new GdbValues({ types: () => this.kernel.types?.table });
  /** gdb's own memory of a stack goes by the array of its frames. */
  private readonly stacks = new Map<string | undefined, BacktraceData>();

  constructor(
    private readonly kernel: Kernel,
    private readonly walk: Stacks,
    private readonly lines: SourceLines,
    engines: EngineHolder<GdbEngine>,
  ) {
    this.frames = new GdbFrames(engines, (name) => lines.findModuleFile(name));
  }

  /**
   * @throws VmcoreError `frame-not-found`, why gdb does not start, or does not come to that frame; `cancelled`
   */
  async read(frame: CodeFrame, token: CancellationToken): Promise<readonly FrameVariable[]> {
    const found = await this.find(frame, token);
    if (!found) throw gdbLostItsWay(frame.frame);
    const variables: FrameVariable[] = [];
    for (const areArguments of [true, false]) {
      throwIfCancelled(token);
      const values = await this.values.variables(found, areArguments).readNamed?.(format);
      variables.push(...(values ?? []).map((value) => variableOf(value, areArguments)));
    }
    return variables;
  }

  private async find(frame: CodeFrame, token: CancellationToken): Promise<FoundPlace | undefined> {
    const { task } = frame;
    const stack = this.stackOf(task).frames;
    const index = indexIn(stack, frame);
    return this.frames.find({ stack, index, switchedOut: () => this.switchedOut(task) }, token);
  }

  private stackOf(task: string | undefined): BacktraceData {
    const known = this.stacks.get(task);
    if (known) return known;
    const stack = backtraceData(this.kernel.codeNames, stackOfTask(this.walk, task), this.lines);
    this.stacks.set(task, stack);
    for (const oldest of this.stacks.keys()) {
      if (this.stacks.size <= rememberedStacks) break;
      this.stacks.delete(oldest);
    }
    return stack;
  }

  private switchedOut(task: string | undefined): ReturnType<typeof switchedOutRegisters> {
    if (task === undefined) return undefined;
    const found = taskAt(this.walk, task);
    if (found.onCpu) return undefined;
    return switchedOutRegisters(found.object, this.kernel.dump.machine.name);
  }
}

/** The functions inlined in a frame stand ahead of it and have no numbers. @throws VmcoreError `frame-not-found` */
function indexIn(stack: readonly FrameData[], { frame, inlined = 0 }: CodeFrame): number {
  const own = [...stack.keys()].filter((index) => !stack[index]?.inlined)[frame];
  if (own === undefined) throw frameNotFound(frame, 0);
  const index = own - inlined;
  const isInlinedThere = index >= 0 && stack.slice(index, own).every((each) => each.inlined);
  if (!isInlinedThere) throw frameNotFound(frame, inlined);
  return index;
}

function variableOf({ name, value, type, memoryReference }: ShownValue, isArgument: boolean): FrameVariable {
  // NULL leads nowhere.
  const pointsTo =
    memoryReference !== undefined && BigInt(memoryReference) !== 0n ? memoryReference : undefined;
  return withoutUndefined<FrameVariable>({ name, value, type, isArgument, pointsTo });
}
