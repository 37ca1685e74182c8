import type { Kernel } from '../../core/kernel/kernel';
import type { CrashReadings } from '../host/crashReadings';
import { CodeOfDump } from './codeOfDump';
import { CrashOfDump } from './crashOfDump';
import { GdbOfDump } from './gdbOfDump';
import { GdbThreads } from './gdbThreads';

/** crash and gdb for the dump that is open. Neither runs before it is asked something. */
export class DumpEngines {
  readonly crash: CrashOfDump;
  readonly gdb: GdbOfDump;
  readonly gdbThreads: GdbThreads;
  readonly code: CodeOfDump;

  constructor(kernel: Kernel, readings: CrashReadings) {
    this.crash = new CrashOfDump(kernel);
    this.gdb = new GdbOfDump(kernel, readings);
    this.gdbThreads = new GdbThreads(kernel, readings);
    this.code = new CodeOfDump(kernel);
  }

  dispose(): void {
    this.crash.dispose();
    this.gdb.dispose();
    this.code.dispose();
  }
}
