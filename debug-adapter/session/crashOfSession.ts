import type { CancellationToken } from '../../core/base/cancellation';
import { VmcoreError } from '../../core/base/errors';
import { CrashEngine, type CrashOptions } from '../../core/engines/crash/crashEngine';
import { EngineHolder } from '../../core/engines/engineHolder';
import { engineMissing, engineOutdated, engineUnsuited } from '../../core/engines/errors';
import { findProgram } from '../../core/engines/findProgram';
import { debuginfoAdvice, installAdvice } from '../../core/engines/installAdvice';
import { readProgramVersion } from '../../core/engines/programVersion';
import type { Kernel } from '../../core/kernel/kernel';
import type { SourceLines } from '../../core/report/sourceLines';
import { debuginfoMissing } from './errors';
import type { LaunchArguments } from './launchArguments';

interface Debugged {
  readonly kernel: Kernel;
  readonly sourceLines: SourceLines;
}

/** crash's part in a session: started by its first command, and again when it died. */
export class CrashOfSession {
  private readonly engines: EngineHolder<CrashEngine>;

  constructor(
    private readonly dump: Debugged,
    private readonly choice: Pick<LaunchArguments, 'crash' | 'crashArgs'>,
  ) {
    this.engines = new EngineHolder((token) => this.start(token));
  }

  get isRunning(): boolean {
    return this.engines.running !== undefined;
  }

  /** @throws VmcoreError why crash does not start, or does not carry the line out */
  async run(line: string, onLine: (line: string) => void, options: CrashOptions): Promise<void> {
    const engine = await this.engines.get(options.token);
    await engine.run(line, onLine, options);
  }

  dispose(): void {
    this.engines.dispose();
  }

  private async start(token: CancellationToken | undefined): Promise<CrashEngine> {
    const { kernel, sourceLines } = this.dump;
    const { crash, crashArgs = [] } = this.choice;
    if (crash === false) throw engineUnsuited('crash', 'the launch configuration says so');
    const program = findProgram([crash ?? 'crash']);
    if (program === undefined) throw engineMissing(crash ?? 'crash', installAdvice('crash'));
    const vmlinux = sourceLines.vmlinuxPath;
    if (vmlinux === undefined) throw debuginfoMissing(debuginfoAdvice(kernel.vmcoreinfo.release));
    const dumpFiles = kernel.dump.format.parts;
    try {
      return await CrashEngine.start(
        { program, vmlinux, dumpFiles, args: crashArgs },
        token ? { token } : {},
      );
    } catch (error) {
      if (!(error instanceof VmcoreError) || error.code !== 'engine-stopped') throw error;
      const version = (await readProgramVersion(program, 'crash')) ?? 'of unknown version';
      throw engineOutdated(
        'crash',
        version,
        kernel.vmcoreinfo.release ?? 'of unknown release',
        error.message,
      );
    }
  }
}
