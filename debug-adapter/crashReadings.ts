import { analyzeCrash } from '../core/analysis/analyzeCrash';
import { lazy } from '../core/base/lazy';
import { loadDisassembler } from '../core/disassembly/loadDisassembler';
import type { Kernel } from '../core/kernel/kernel';
import { Stacks } from '../core/kernel/stacks';
import type { CrashStacks } from '../core/protocol/crashStacks';
import type { CrashReport } from '../core/protocol/report/crashReport';
import type { Verdict } from '../core/protocol/verdict';
import { readCrashReport } from '../core/report/crashReport';
import { readCrashStacks } from '../core/report/crashStacks';

/**
 * What is read of one crash, each once: every page that shows it asks, and again when it comes back into sight. All of it
 * shares one walk over the tasks.
 */
export class CrashReadings {
  private readonly tasks: Stacks;
  private readonly disassembler = lazy(() => loadDisassembler(this.kernel.dump.machine.name));
  readonly stacks = lazy((): CrashStacks => readCrashStacks(this.kernel, this.tasks));
  readonly verdict = lazy(async (): Promise<Verdict> =>
    analyzeCrash(this.kernel, await this.disassembler(), this.tasks),
  );
  readonly report = lazy(async (): Promise<CrashReport> =>
    readCrashReport(this.kernel, await this.disassembler(), this.tasks),
  );

  constructor(private readonly kernel: Kernel) {
    this.tasks = new Stacks(kernel);
  }
}
