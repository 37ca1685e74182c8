import { lazy } from '../core/base/lazy';
import type { Kernel } from '../core/kernel/kernel';
import { openKernel } from '../core/kernel/openKernel';
import type { RequestContext } from '../core/protocol/connection';
import type { CrashStacks } from '../core/protocol/crashStacks';
import type { LogRecord } from '../core/protocol/overview';
import { readCrashStacks } from '../core/report/crashStacks';
import { SourceLines } from '../core/report/sourceLines';
import { notOpen } from './errors';

/** A log, wherever it came from, by record. */
export interface LogRecords {
  readonly total: number;
  /** Records [start, start + count), fewer at the end. */
  read(start: number, count: number): readonly LogRecord[];
}

/** What this dump host has open: one dump, or one saved log. */
export class DumpSession {
  private openKernel: Kernel | undefined;
  private opening: Promise<Kernel> | undefined;
  private openLog: LogRecords | undefined;
  /** Read once: every page that shows them asks, and again when it comes back into sight. */
  private readStacks: (() => CrashStacks) | undefined;
  private openSource: { readonly lines: SourceLines; readonly debuginfoPaths: string } | undefined;

  /** @throws VmcoreError why the file is no dump that can be read. */
  async openDump(path: string, { token, progress }: RequestContext): Promise<Kernel> {
    this.close();
    this.opening = openKernel(path, token, progress);
    const kernel = await this.opening;
    this.openKernel = kernel;
    this.readStacks = lazy(() => readCrashStacks(kernel));
    return kernel;
  }

  /** The dump that is open or being opened. @throws VmcoreError `not-open`, or why it cannot be opened */
  whenOpen(): Promise<Kernel> {
    return this.opening ?? Promise.reject(notOpen('dump'));
  }

  set log(log: LogRecords) {
    this.openLog = log;
  }

  /** @throws VmcoreError `not-open` */
  get log(): LogRecords {
    if (!this.openLog) throw notOpen('kernel log');
    return this.openLog;
  }

  /** @throws VmcoreError `not-open` */
  get kernel(): Kernel {
    if (!this.openKernel) throw notOpen('dump');
    return this.openKernel;
  }

  /** @throws VmcoreError `not-open` */
  get crashStacks(): CrashStacks {
    if (!this.readStacks) throw notOpen('dump');
    return this.readStacks();
  }

  /**
   * Debuginfo found in the usual places and in these folders; looked for anew when other folders are given.
   * @throws VmcoreError `not-open`
   */
  sourceLines(debuginfoPaths: readonly string[]): SourceLines {
    const asked = JSON.stringify(debuginfoPaths);
    if (this.openSource?.debuginfoPaths !== asked) {
      this.openSource?.lines.close();
      const lines = SourceLines.open(this.kernel, { debuginfoPaths });
      this.openSource = { lines, debuginfoPaths: asked };
    }
    return this.openSource.lines;
  }

  close(): void {
    this.openSource?.lines.close();
    this.openSource = undefined;
    this.openKernel?.dump.close();
    this.openKernel = undefined;
    this.opening = undefined;
    this.openLog = undefined;
    this.readStacks = undefined;
  }
}
