import { join } from 'node:path';
import { analyzeCrash } from '../../core/analysis/analyzeCrash';
import { Emitter } from '../../core/base/emitter';
import { VmcoreError } from '../../core/base/errors';
import { lazy } from '../../core/base/lazy';
import type { Debuginfod } from '../../core/debuginfo/debuginfodDownload';
import { loadDisassembler } from '../../core/disassembly/loadDisassembler';
import { userCacheFolder } from '../../core/engines/gdb/typeCache';
import type { Kernel } from '../../core/kernel/kernel';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { SourceLines } from '../../core/report/stacks/sourceLines';
import type { FrameData } from '../../core/protocol/backtraceData';
import type { CodeReader } from '../code/codeReader';
import { CodeSources } from '../code/codeSources';
import { FetchedSources } from '../source/fetchedSources';
import { CodeOfDump } from '../engines/codeOfDump';
import type { CrashOfDump } from '../engines/crashOfDump';
import { SourceFolders } from '../source/sourceFolders';
import { VariableContainers } from '../variables/containers';
import { kernelValues } from '../variables/kernelValues';
import type { ValueReader } from '../variables/valueReader';
import { CrashOfSession } from './crashOfSession';
import { frameUnknown, threadUnknown } from './errors';
import { DebugFrame, type DebugThread } from './debugThread';
import { GdbOfSession } from './gdbOfSession';
import type { LaunchArguments } from './launchArguments';
import { findCrashingThread, listThreads } from './listThreads';

/** A launched dump: its threads and what has been looked at so far. Nothing in it changes. */
export class DebuggedDump {
  readonly stacks: Stacks;
  readonly sourceLines: SourceLines;
  readonly sourceFolders: SourceFolders;
  /** Absent where the person named no server. */
  readonly debuginfod?: Debuginfod;
  readonly fetchedSources?: FetchedSources;
  readonly gdb: GdbOfSession;
  readonly crash: CrashOfSession;
  readonly containers = new VariableContainers();
  readonly values: ValueReader;
  private readonly disposed = new Emitter<void>();
  private readonly frames: DebugFrame[] = [];
  private readonly framesOf = new Map<DebugThread, readonly DebugFrame[]>();
  private readonly crashing = lazy(() => findCrashingThread(this.kernel, this.stacks, this.sourceLines));
  private readonly listed = lazy(() =>
    listThreads(this.kernel, this.stacks, this.sourceLines, this.crashing()),
  );

  private readonly code: CodeOfDump;
  /** Functions whose code stands for their source. */
  readonly codeSources = new CodeSources();
  /** Why the machine crashed. */
  readonly readVerdict = lazy(async () => {
    const disassembler = await loadDisassembler(this.kernel.dump.machine.name);
    return analyzeCrash(this.kernel, disassembler, this.stacks);
  });

  /** @throws VmcoreError about a vmlinux that is not this kernel's */
  constructor(
    readonly kernel: Kernel,
    {
      vmlinux,
      debuginfoPaths = [],
      modules = [],
      debuginfodUrls = [],
      sourceMap = {},
      gdb,
      crash,
      crashArgs,
    }: LaunchArguments,
    sharedCrash?: CrashOfDump,
  ) {
    const cacheFolder = join(userCacheFolder(), 'debuginfod');
    if (debuginfodUrls.length > 0) this.debuginfod = { urls: debuginfodUrls, cacheFolder };
    const fetched = this.debuginfod ? [cacheFolder] : [];
    const places = { debuginfoPaths: [...debuginfoPaths, ...fetched], moduleFiles: modules };
    this.sourceLines = SourceLines.open(kernel, { vmlinuxPath: vmlinux, ...places });
    this.sourceFolders = new SourceFolders(sourceMap);
    if (this.debuginfod)
      this.fetchedSources = new FetchedSources(this.debuginfod, (name) => this.sourceLines.buildIdOf(name));
    this.gdb = new GdbOfSession(this, gdb);
    this.code = new CodeOfDump(kernel, gdb);
    this.crash = new CrashOfSession(this, { crash, crashArgs }, sharedCrash);
    this.stacks = new Stacks(kernel);
    this.values = kernelValues(kernel);
  }

  /** The crashing one first, then those on cpus, then the rest. @throws VmcoreError when nothing leads to any. */
  get threads(): readonly DebugThread[] {
    return this.listed();
  }

  /** Undefined where nothing leads to threads: asking for them says why. */
  get crashingThread(): DebugThread | undefined {
    try {
      return this.crashing() ?? this.threads[0];
    } catch (error) {
      if (error instanceof VmcoreError) return undefined;
      throw error;
    }
  }

  /** @throws VmcoreError `thread-unknown` */
  thread(threadId: number): DebugThread {
    const first = this.crashing();
    const thread = first?.id === threadId ? first : this.threads[threadId - 1];
    if (!thread) throw threadUnknown(threadId);
    return thread;
  }

  /** Innermost first; unwound when first asked for. @throws VmcoreError why its stack cannot be read. */
  framesOfThread(thread: DebugThread): readonly DebugFrame[] {
    let frames = this.framesOf.get(thread);
    if (!frames) {
      const stack = thread.readStack().frames;
      frames = stack.map((data, index) => this.addFrame(thread, data, { stack, index }));
      this.framesOf.set(thread, frames);
    }
    return frames;
  }

  /** @throws VmcoreError `frame-unknown` */
  frame(frameId: number): DebugFrame {
    const frame = this.frames[frameId - 1];
    if (!frame) throw frameUnknown(frameId);
    return frame;
  }

  /** Those of all stacks that were looked at. */
  get shownFrames(): readonly FrameData[] {
    return [...this.framesOf.values()].flatMap((frames) => frames.map(({ data }) => data));
  }

  /** Where the machine crashed; undefined where no stack can be read. */
  get firstFrame(): DebugFrame | undefined {
    const { crashingThread } = this;
    return crashingThread && this.framesOfThread(crashingThread)[0];
  }

  /** The frame's source on this machine: in the person's folders, or fetched. */
  findSource(frame: FrameData): string | undefined {
    const { file } = frame;
    const own = file === undefined ? undefined : this.sourceFolders.find(file);
    return own ?? this.fetchedSources?.find(frame);
  }

  /** @throws VmcoreError why the code of this machine cannot be decoded */
  readCode(): Promise<CodeReader> {
    return this.code.reader();
  }

  /** Frames that are asked for from now on have the source lines that it brought. */
  debuginfoArrived(): void {
    this.sourceLines.lookAgain();
    this.framesOf.clear();
  }

  /** @returns forgets the listener */
  onDispose(listener: () => void): () => void {
    const listening = this.disposed.listen(listener);
    return () => {
      listening.dispose();
    };
  }

  dispose(): void {
    this.disposed.fire();
    this.gdb.dispose();
    this.code.dispose();
    this.crash.dispose();
    this.fetchedSources?.dispose();
    this.sourceLines.close();
  }

  private addFrame(thread: DebugThread, data: FrameData, onStack: DebugFrame['onStack']): DebugFrame {
    const frame = new DebugFrame(this.frames.length + 1, thread, onStack, data);
    this.frames.push(frame);
    return frame;
  }
}
