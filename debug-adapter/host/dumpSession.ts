import type { Kernel } from '../../core/kernel/kernel';
import type { KernelFiles } from '../../core/kernel/sources/kernelFiles';
import { openKernel } from '../../core/kernel/openKernel';
import type { RequestContext } from '../../core/protocol/connection';
import type { LogRecord } from '../../core/protocol/overview';
import { CrashReadings } from './crashReadings';
import { DumpEngines } from '../engines/dumpEngines';
import { notOpen } from '../errors';

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
  private readings: CrashReadings | undefined;
  private openEngines: DumpEngines | undefined;

  /** @throws VmcoreError why the file is no dump that can be read. */
  async openDump(path: string, { token, progress }: RequestContext, files?: KernelFiles): Promise<Kernel> {
    this.close();
    this.opening = openKernel(path, token, progress, files);
    const kernel = await this.opening;
    this.openKernel = kernel;
    this.readings = new CrashReadings(kernel);
    this.openEngines = new DumpEngines(kernel, this.readings);
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
  get crash(): CrashReadings {
    if (!this.readings) throw notOpen('dump');
    return this.readings;
  }

  /** @throws VmcoreError `not-open` */
  get engines(): DumpEngines {
    if (!this.openEngines) throw notOpen('dump');
    return this.openEngines;
  }

  close(): void {
    this.openEngines?.dispose();
    this.readings?.close();
    this.openKernel?.dump.close();
    this.openKernel = undefined;
    this.opening = undefined;
    this.openLog = undefined;
    this.readings = undefined;
    this.openEngines = undefined;
  }
}
