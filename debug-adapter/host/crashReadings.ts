import { analyzeCrash } from '../../core/analysis/analyzeCrash';
import { CancellationSource } from '../../core/base/cancellation';
import { lazy } from '../../core/base/lazy';
import { loadCrashDisassembler } from '../../core/analysis/fault/crashDisassembler';
import type { Kernel } from '../../core/kernel/kernel';
import { prepareTypes } from '../../core/kernel/sources/prepareTypes';
import { Stacks } from '../../core/kernel/tasks/stacks';
import type { BacktraceData } from '../../core/protocol/backtraceData';
import type { CrashStacks } from '../../core/protocol/crashStacks';
import type { CrashReport } from '../../core/protocol/report/crashReport';
import type { Verdict } from '../../core/protocol/verdict';
import { AddressMeanings } from '../../core/report/memory/addressMeanings';
import { readCrashReport } from '../../core/report/crashReport';
import { readCrashSource, readCrashStacks } from '../../core/report/stacks/crashStacks';
import { SourceLines } from '../../core/report/stacks/sourceLines';

/**
 * What is read of one crash, each once: every page that shows it asks, and again when it comes back into sight. All of it
 * shares one walk over the tasks.
 */
export class CrashReadings {
  private readonly walk: Stacks;
  private readonly disassembler = lazy(() => loadCrashDisassembler(this.kernel));
  private readonly meanings = lazy(() => new AddressMeanings(this.kernel, this.walk));
  private readonly closing = new CancellationSource();
  /** Other requests are answered while gdb reads types that nothing else tells. */
  private readonly prepared = lazy(() => prepareTypes(this.kernel, this.closing));
  private readonly tasksRead = lazy(async () => {
    await this.prepared();
    await this.walk.readTasks(this.closing);
  });
  readonly stacks = lazy(async (): Promise<CrashStacks> => {
    await this.tasksRead();
    return readCrashStacks(this.kernel, this.walk);
  });
  readonly verdict = lazy(async (): Promise<Verdict> => {
    await this.tasksRead();
    return analyzeCrash(this.kernel, await this.disassembler(), this.walk);
  });
  readonly report = lazy(async (): Promise<CrashReport> => {
    await this.tasksRead();
    return readCrashReport(this.kernel, await this.disassembler(), this.walk, this.lines());
  });

  private debuginfo: { readonly lines: SourceLines; readonly debuginfoPaths: string } | undefined;

  constructor(private readonly kernel: Kernel) {
    this.walk = new Stacks(kernel);
  }

  /** The tasks and their stacks; others are answered while tens of thousands are read. */
  async taskStacks(): Promise<Stacks> {
    await this.tasksRead();
    return this.walk;
  }

  /** The same before all tasks are read: for what needs none but the crash and what cpus executed. */
  async firstStacks(): Promise<Stacks> {
    await this.prepared();
    return this.walk;
  }

  /** What kernel addresses are in; it remembers what it has found. */
  async addressMeanings(): Promise<AddressMeanings> {
    await this.tasksRead();
    return this.meanings();
  }

  /** By debuginfo in the usual places and in these folders, looked for anew when others are given. */
  async sourceLines(debuginfoPaths: readonly string[]): Promise<SourceLines> {
    await this.prepared();
    const asked = JSON.stringify(debuginfoPaths);
    if (this.debuginfo?.debuginfoPaths !== asked) this.forgetLines();
    return this.lines(debuginfoPaths);
  }

  /** The crashing stack with source lines; null without any debuginfo. */
  async source(debuginfoPaths: readonly string[]): Promise<BacktraceData | null> {
    const lines = await this.sourceLines(debuginfoPaths);
    return readCrashSource(this.kernel, lines, this.walk) ?? null;
  }

  /** By the folders that were named last. */
  private lines(debuginfoPaths: readonly string[] = []): SourceLines {
    this.debuginfo ??= {
      lines: SourceLines.open(this.kernel, { debuginfoPaths }),
      debuginfoPaths: JSON.stringify(debuginfoPaths),
    };
    return this.debuginfo.lines;
  }

  close(): void {
    this.closing.cancel();
    this.forgetLines();
  }

  private forgetLines(): void {
    this.debuginfo?.lines.close();
    this.debuginfo = undefined;
  }
}
