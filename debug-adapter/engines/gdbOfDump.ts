import type { CancellationToken } from '../../core/base/cancellation';
import { EngineHolder } from '../../core/engines/engineHolder';
import type { GdbEngine } from '../../core/engines/gdb/gdbEngine';
import { checkGdbCommand } from '../../core/engines/gdb/gdbCommands';
import { debuginfoAdvice } from '../../core/engines/installAdvice';
import type { Kernel } from '../../core/kernel/kernel';
import type { SourceLines } from '../../core/report/stacks/sourceLines';
import type { CrashReadings } from '../host/crashReadings';
import { startGdb } from '../gdb/startGdb';
import { debuginfoMissing } from './errors';
import type { GdbThread } from './gdbThreads';

/** gdb on one dump, outside of debug sessions. */
export class GdbOfDump {
  private readonly engines = new EngineHolder((token) => this.start(token));
  private lines: SourceLines | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly readings: CrashReadings,
  ) {}

  get isRunning(): boolean {
    return this.engines.running !== undefined;
  }

  /** Who gives a running gdb to those that ask it by themselves, with the debuginfo in these folders. */
  async holder(debuginfoPaths: readonly string[]): Promise<EngineHolder<GdbEngine>> {
    this.lines = await this.readings.sourceLines(debuginfoPaths);
    return this.engines;
  }

  /**
   * @param thread on which the line is carried out
   * @throws VmcoreError `unsafe-text`, why gdb does not start, or does not carry the line out
   */
  async run(
    line: string,
    onOutput: (text: string) => void,
    { stack, registers }: GdbThread,
    debuginfoPaths: readonly string[],
    token: CancellationToken,
  ): Promise<void> {
    const command = checkGdbCommand(line);
    const engine = await (await this.holder(debuginfoPaths)).get(token);
    await this.addModules(engine, stack, token);
    await engine.run(command, onOutput, { token, ...(registers && { registers }) });
  }

  dispose(): void {
    this.engines.dispose();
  }

  private async start(token: CancellationToken): Promise<GdbEngine> {
    const vmlinux = this.lines?.vmlinuxPath;
    if (vmlinux === undefined)
      throw debuginfoMissing(debuginfoAdvice(this.kernel.vmcoreinfo.release), this.lines?.vmlinuxSearch);
    return startGdb({ kernel: this.kernel, vmlinux }, token);
  }

  private async addModules(
    engine: GdbEngine,
    stack: GdbThread['stack'],
    token: CancellationToken,
  ): Promise<void> {
    for (const name of new Set(stack.map(({ module }) => module))) {
      const file = name === undefined ? undefined : this.lines?.findModuleFile(name);
      if (file) await engine.addModule(file, { token });
    }
  }
}
