import { analyzeCrash } from '../core/analysis/analyzeCrash';
import { lazy } from '../core/base/lazy';
import { loadCrashDisassembler } from '../core/analysis/crashDisassembler';
import type { Kernel } from '../core/kernel/kernel';
import { Stacks } from '../core/kernel/stacks';
import type { BacktraceData } from '../core/protocol/backtraceData';
import type { CrashStacks } from '../core/protocol/crashStacks';
import type { CrashReport } from '../core/protocol/report/crashReport';
import type { Verdict } from '../core/protocol/verdict';
import { readCrashReport } from '../core/report/crashReport';
import { readCrashSource, readCrashStacks } from '../core/report/crashStacks';
import { SourceLines } from '../core/report/sourceLines';

/**
 * What is read of one crash, each once: every page that shows it asks, and again when it comes back into sight. All of it
 * shares one walk over the tasks.
 */
export class CrashReadings {
  private readonly tasks: Stacks;
  private readonly disassembler = lazy(() => loadCrashDisassembler(this.kernel));
  readonly stacks = lazy((): CrashStacks => readCrashStacks(this.kernel, this.tasks));
  readonly verdict = lazy(async (): Promise<Verdict> =>
    analyzeCrash(this.kernel, await this.disassembler(), this.tasks),
  );
  readonly report = lazy(async (): Promise<CrashReport> =>
    readCrashReport(this.kernel, await this.disassembler(), this.tasks, this.lines()),
  );

  private debuginfo: { readonly lines: SourceLines; readonly debuginfoPaths: string } | undefined;

  constructor(private readonly kernel: Kernel) {
    this.tasks = new Stacks(kernel);
  }

  /** By debuginfo in the usual places and in these folders, looked for anew when others are given; null without any. */
  source(debuginfoPaths: readonly string[]): BacktraceData | null {
    const asked = JSON.stringify(debuginfoPaths);
    if (this.debuginfo?.debuginfoPaths !== asked) this.close();
    return readCrashSource(this.kernel, this.lines(debuginfoPaths), this.tasks) ?? null;
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
    this.debuginfo?.lines.close();
    this.debuginfo = undefined;
  }
}
