import { CancellationSource } from '../../core/base/cancellation';
import { isRegularFile } from '../../core/debuginfo/debuginfoFolders';
import type { Debuginfod } from '../../core/debuginfo/debuginfodDownload';
import { cachedSourcePath, fetchSource, type WantedSource } from '../../core/debuginfo/debuginfodSource';
import type { FrameData } from '../../core/protocol/backtraceData';

/** The build-id of a module, or of the kernel itself where no module is named. */
export type BuildIdOf = (module: string | undefined) => string | undefined;

/** Source files that debuginfod servers have: each is asked for once, one at a time, and found in the cache then. */
export class FetchedSources {
  private readonly asked = new Set<string>();
  private readonly closing = new CancellationSource();
  private fetching: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly server: Debuginfod,
    private readonly buildIdOf: BuildIdOf,
  ) {}

  /** Where the frame's source lies in the cache; undefined where it does not. */
  find(frame: FrameData): string | undefined {
    const wanted = this.wantedSource(frame);
    const path = wanted && cachedSourcePath(wanted, this.server.cacheFolder);
    return path !== undefined && isRegularFile(path) ? path : undefined;
  }

  /**
   * Fetches what the frames lack and was not asked for before.
   * @returns how many came
   * @throws VmcoreError why a server did not answer: nothing more is asked for then; `cancelled`
   */
  async fetch(frames: readonly FrameData[]): Promise<number> {
    let count = 0;
    for (const frame of frames) {
      const wanted = this.wantedSource(frame);
      if (!wanted || this.asked.has(wanted.file) || this.find(frame) !== undefined) continue;
      this.asked.add(wanted.file);
      if ((await this.inTurn(wanted)) !== undefined) count++;
    }
    return count;
  }

  dispose(): void {
    this.closing.cancel();
  }

  private inTurn(wanted: WantedSource): Promise<string | undefined> {
    const before = this.fetching;
    const fetched = before
      .catch(() => undefined)
      .then(() => fetchSource(wanted, this.server, { token: this.closing }));
    this.fetching = fetched;
    return fetched;
  }

  private wantedSource({ file, module }: FrameData): WantedSource | undefined {
    const buildId = file === undefined ? undefined : this.buildIdOf(module);
    return file === undefined || buildId === undefined ? undefined : { buildId, file };
  }
}
