import { VmcoreError } from '../../core/base/errors';
import type { CancellationToken } from '../../core/base/cancellation';
import { CrashEngine, type CrashOptions } from '../../core/engines/crash/crashEngine';
import { readProgramVersion } from '../../core/engines/programVersion';
import { EngineHolder } from '../../core/engines/engineHolder';
import { engineMissing, engineOutdated, engineUnsuited } from '../../core/engines/errors';
import { findProgram } from '../../core/engines/findProgram';
import { debuginfoAdvice, installAdvice } from '../../core/engines/installAdvice';
import type { Kernel } from '../../core/kernel/kernel';
import { debuginfoMissing } from './errors';

/** Which crash, and how it is started. */
export interface CrashChoice {
  /** The person's own; false for none at all. */
  readonly program?: string | false | undefined;
  readonly args?: readonly string[] | undefined;
  /** Absolute path of the kernel with its debug information, as far as it was found. */
  readonly vmlinux: string | undefined;
}

/** crash on one dump, for all who ask it: started by the first command, and again when it died. */
export class CrashOfDump {
  private readonly engines = new EngineHolder((token) => this.start(token));
  private choice: CrashChoice | undefined;

  constructor(private readonly kernel: Kernel) {}

  get isRunning(): boolean {
    return this.engines.running !== undefined;
  }

  /**
   * @param choice what it is started with; while it runs, nothing of that matters
   * @throws VmcoreError why crash does not start, or does not carry the line out
   */
  async run(
    line: string,
    onLine: (line: string) => void,
    choice: CrashChoice,
    options: CrashOptions,
  ): Promise<void> {
    this.choice = choice;
    const engine = await this.engines.get(options.token);
    await engine.run(line, onLine, options);
  }

  dispose(): void {
    this.engines.dispose();
  }

  private async start(token: CancellationToken): Promise<CrashEngine> {
    const { program: wanted, args = [], vmlinux } = this.choice ?? { vmlinux: undefined };
    if (wanted === false) throw engineUnsuited('crash', 'the launch configuration says so');
    const program = findProgram([wanted ?? 'crash']);
    if (program === undefined) throw engineMissing(wanted ?? 'crash', installAdvice('crash'));
    const { release } = this.kernel.vmcoreinfo;
    if (vmlinux === undefined) throw debuginfoMissing(debuginfoAdvice(release));
    const dumpFiles = this.kernel.dump.format.parts;
    try {
      return await CrashEngine.start({ program, vmlinux, dumpFiles, args }, { token });
    } catch (error) {
      if (!(error instanceof VmcoreError) || error.code !== 'engine-stopped') throw error;
      const version = (await readProgramVersion(program, 'crash')) ?? 'of unknown version';
      throw engineOutdated('crash', version, release ?? 'of unknown release', error.message);
    }
  }
}
