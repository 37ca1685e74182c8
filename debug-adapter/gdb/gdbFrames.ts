import type { CancellationToken } from '../../core/base/cancellation';
import { SharedWork } from '../../core/base/sharedWork';
import type { EngineHolder } from '../../core/engines/engineHolder';
import type { GdbEngine, GdbPlace } from '../../core/engines/gdb/gdbEngine';
import type { FrameData } from '../../core/protocol/backtraceData';
import type { ModuleFile } from '../../core/report/stacks/sourceLines';
import { matchFrames, segmentsOf, type Registers, type Segment } from './segments';

/** A frame of a stack that gdb is to find. */
export interface FrameOnStack {
  /** The whole stack; the same array for all of its frames. */
  readonly stack: readonly FrameData[];
  readonly index: number;
  /** What a task that does not run left the cpu with. */
  readonly switchedOut: () => Registers | undefined;
}

export interface FoundPlace {
  readonly engine: GdbEngine;
  readonly place: GdbPlace;
}

type Levels = readonly (number | undefined)[];

/** Where gdb has the frames that the native reader found. */
export class GdbFrames {
  private readonly segments = new WeakMap<readonly FrameData[], readonly Segment[]>();
  private readonly levels = new WeakMap<GdbEngine, Map<Segment, SharedWork<Levels>>>();

  constructor(
    private readonly engines: EngineHolder<GdbEngine>,
    private readonly findModuleFile: (name: string) => ModuleFile | undefined,
  ) {}

  /**
   * Undefined where gdb does not come to that frame: nothing tells all registers of any frame inside of it, or gdb
   * lost its way.
   * @throws VmcoreError why gdb does not start, or stopped
   */
  async find(frame: FrameOnStack, token?: CancellationToken): Promise<FoundPlace | undefined> {
    const { index, stack } = frame;
    const segment = this.segmentsOf(frame).find(({ start, end }) => start <= index && index < end);
    if (!segment) return undefined;
    const engine = await this.engines.get(token);
    const level = (await this.levelsOf(engine, segment, stack, token))[index - segment.start];
    return level === undefined ? undefined : { engine, place: { registers: segment.registers, level } };
  }

  private segmentsOf({ stack, switchedOut }: FrameOnStack): readonly Segment[] {
    let segments = this.segments.get(stack);
    if (!segments) this.segments.set(stack, (segments = segmentsOf(stack, switchedOut())));
    return segments;
  }

  private async levelsOf(
    engine: GdbEngine,
    segment: Segment,
    stack: readonly FrameData[],
    token: CancellationToken | undefined,
  ): Promise<Levels> {
    const levels = this.levelsIn(engine);
    while (levels.get(segment)?.isGivenUp === true) await levels.get(segment)?.ended;
    let asked = levels.get(segment);
    if (!asked) {
      asked = new SharedWork((asking) =>
        this.askLevels(engine, segment, stack, asking).catch((error: unknown) => {
          // What failed, or was cancelled, is asked anew.
          levels.delete(segment);
          throw error;
        }),
      );
      levels.set(segment, asked);
    }
    return asked.wait(token);
  }

  private levelsIn(engine: GdbEngine): Map<Segment, SharedWork<Levels>> {
    let levels = this.levels.get(engine);
    if (!levels) this.levels.set(engine, (levels = new Map<Segment, SharedWork<Levels>>()));
    return levels;
  }

  private async askLevels(
    engine: GdbEngine,
    { registers, start, end }: Segment,
    stack: readonly FrameData[],
    token: CancellationToken,
  ): Promise<Levels> {
    const options = { token };
    const frames = stack.slice(start, end);
    for (const name of new Set(frames.map(({ module }) => module))) {
      const file = name === undefined ? undefined : this.findModuleFile(name);
      if (file) await engine.addModule(file, options);
    }
    return matchFrames(frames, await engine.frames(registers, options));
  }
}
