import type { CrashOptions } from '../../core/engines/crash/crashEngine';
import type { Kernel } from '../../core/kernel/kernel';
import type { SourceLines } from '../../core/report/stacks/sourceLines';
import { CrashOfDump } from '../engines/crashOfDump';
import type { LaunchArguments } from './launchArguments';

interface Debugged {
  readonly kernel: Kernel;
  readonly sourceLines: SourceLines;
}

/** crash's part in a session: the one that others ask of the same dump, unless the launch configuration wants its own. */
export class CrashOfSession {
  private readonly crash: CrashOfDump;
  private readonly isOwn: boolean;

  constructor(
    private readonly dump: Debugged,
    private readonly choice: Pick<LaunchArguments, 'crash' | 'crashArgs'>,
    shared: CrashOfDump | undefined,
  ) {
    const { crash, crashArgs } = choice;
    const common = crash === undefined && crashArgs === undefined ? shared : undefined;
    this.isOwn = common === undefined;
    this.crash = common ?? new CrashOfDump(dump.kernel);
  }

  get isRunning(): boolean {
    return this.crash.isRunning;
  }

  /** @throws VmcoreError why crash does not start, or does not carry the line out */
  run(line: string, onLine: (line: string) => void, options: CrashOptions): Promise<void> {
    const { crash: program, crashArgs: args } = this.choice;
    const vmlinux = this.dump.sourceLines.vmlinuxPath;
    return this.crash.run(line, onLine, { program, args, vmlinux }, options);
  }

  dispose(): void {
    if (this.isOwn) this.crash.dispose();
  }
}
