import type { CancellationToken } from '../../core/base/cancellation';
import { EngineHolder } from '../../core/engines/engineHolder';
import type { GdbEngine } from '../../core/engines/gdb/gdbEngine';
import { checkGdbCommand } from '../../core/engines/gdb/gdbCommands';
import { debuginfoAdvice } from '../../core/engines/installAdvice';
import type { Kernel } from '../../core/kernel/kernel';
import type { BacktraceData } from '../../core/protocol/backtraceData';
import type { SourceLines } from '../../core/report/stacks/sourceLines';
import type { CrashReadings } from '../host/crashReadings';
import { segmentsOf, type Registers } from '../gdb/segments';
import { startGdb } from '../gdb/startGdb';
import { debuginfoMissing } from './errors';

/** gdb on one dump, outside of debug sessions: it stands where the machine crashed. */
export class GdbOfDump {
  private readonly engines = new EngineHolder((token) => this.start(token));
  private lines: SourceLines | undefined;
  private registers: Registers | undefined;

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

  /** @throws VmcoreError `unsafe-text`, why gdb does not start, or does not carry the line out */
  async run(
    line: string,
    onOutput: (text: string) => void,
    debuginfoPaths: readonly string[],
    token: CancellationToken,
  ): Promise<void> {
    const command = checkGdbCommand(line);
    const engine = await (await this.holder(debuginfoPaths)).get(token);
    const { registers } = this;
    await engine.run(command, onOutput, { token, ...(registers && { registers }) });
  }

  dispose(): void {
    this.engines.dispose();
  }

  private async start(token: CancellationToken): Promise<GdbEngine> {
    const vmlinux = this.lines?.vmlinuxPath;
    if (vmlinux === undefined)
      throw debuginfoMissing(debuginfoAdvice(this.kernel.vmcoreinfo.release), this.lines?.vmlinuxSearch);
    const { crashing } = await this.readings.stacks();
    const engine = await startGdb({ kernel: this.kernel, vmlinux }, token);
    await this.addModules(engine, crashing, token);
    this.registers = segmentsOf(crashing?.frames ?? [], undefined)[0]?.registers;
    return engine;
  }

  private async addModules(
    engine: GdbEngine,
    stack: BacktraceData | undefined,
    token: CancellationToken,
  ): Promise<void> {
    for (const name of new Set(stack?.frames.map(({ module }) => module))) {
      const file = name === undefined ? undefined : this.lines?.findModuleFile(name);
      if (file) await engine.addModule(file, { token });
    }
  }
}
