import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CancellationToken } from '../../core/base/cancellation';
import type { Kernel } from '../../core/kernel/kernel';
import type { KernelFiles } from '../../core/kernel/sources/kernelFiles';
import type { CrashOfDump } from '../engines/crashOfDump';
import { DebuggedDump } from './debuggedDump';
import { notLaunched } from './errors';
import type { LaunchArguments } from './launchArguments';

/** A kernel that this session uses, and how to let go of it. */
export interface KernelShare {
  readonly kernel: Kernel;
  /** The crash that others ask of the same dump; absent where nobody else has it open. */
  readonly crash?: CrashOfDump;
  release(): void;
}

/** @throws VmcoreError why the dump cannot be opened. */
export type OpenKernel = (path: string, files: KernelFiles, token: CancellationToken) => Promise<KernelShare>;

interface Launched {
  readonly share: KernelShare;
  readonly launchArguments: LaunchArguments;
  readonly dump: DebuggedDump;
}

/** What a session knows: what its client said, and the dump once it is launched. */
export class SessionState {
  client: Partial<Dap.InitializeRequestArguments> = {};
  private launched: Launched | undefined;
  private readonly progresses = new Map<string, () => void>();

  constructor(
    private readonly openKernel: OpenKernel,
    readonly sendEvent: (event: Dap.Event) => void,
  ) {}

  /** @throws VmcoreError `not-launched` */
  get dump(): DebuggedDump {
    return this.current.dump;
  }

  /** How the dump was launched, for launching it again. @throws VmcoreError `not-launched` */
  get launchArguments(): LaunchArguments {
    return this.current.launchArguments;
  }

  /** Whether that dump is still the one that this session is about. */
  isCurrent(dump: DebuggedDump): boolean {
    return this.launched?.dump === dump;
  }

  private get current(): Launched {
    if (!this.launched) throw notLaunched();
    return this.launched;
  }

  /** @throws VmcoreError why the dump cannot be opened. */
  async launch(launchArguments: LaunchArguments, token: CancellationToken): Promise<void> {
    const { core, vmlinux } = launchArguments;
    const share = await this.openKernel(core, { vmlinux }, token);
    try {
      const dump = new DebuggedDump(share.kernel, launchArguments, share.crash);
      this.dispose();
      this.launched = { share, launchArguments, dump };
    } catch (error) {
      share.release();
      throw error;
    }
  }

  /** @returns forgets the listener */
  onCancelProgress(progressId: string, listener: () => void): () => void {
    this.progresses.set(progressId, listener);
    return () => this.progresses.delete(progressId);
  }

  cancelProgress(progressId: string): void {
    this.progresses.get(progressId)?.();
  }

  dispose(): void {
    this.launched?.dump.dispose();
    this.launched?.share.release();
    this.launched = undefined;
  }
}
