import { Emitter, type Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import { RequestCancellation, type RequestOptions } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { DumpState } from '../../core/protocol/dumpState';
import type { Overview } from '../../core/protocol/overview';
import type { DumpHost } from './dumpHostProcess';
import { dumpHostStopped } from './errors';
import { remediesFor } from './remedies';

/** One dump, one dump host at a time, and what is known of both. */
export class OpenDump implements Disposable {
  private current: DumpState = { kind: 'opening' };
  private host: DumpHost | undefined;
  private opening = new RequestCancellation();
  readonly stateChanged = new Emitter<DumpState>();

  constructor(
    /** As the person knows it; what the dump host opens. */
    readonly path: string,
    /** @throws VmcoreError when a dump of this kind has no dump host. */
    private readonly startHost: () => DumpHost,
    /** Folders that the person named, besides those where debuginfo usually is. */
    private readonly debuginfoPaths: () => readonly string[] = () => [],
  ) {
    this.open();
  }

  get state(): DumpState {
    return this.current;
  }

  get overview(): Overview | undefined {
    return 'overview' in this.current ? this.current.overview : undefined;
  }

  /** Starts again with a fresh dump host; what the old one still does is given up. */
  reopen(): void {
    const old = this.host;
    this.host = undefined;
    old?.connection.close(dumpHostStopped('reopened'));
    old?.stop();
    this.open();
  }

  /** Gives up a search through all of the memory; `reopen` starts it anew. */
  cancelOpening(): void {
    this.opening.cancel();
  }

  request<Method extends Exclude<keyof DumpHostRequests, 'open'>>(
    method: Method,
    params: DumpHostRequests[Method]['params'],
    options?: RequestOptions,
  ): Promise<DumpHostRequests[Method]['result']> {
    if (!this.host) return Promise.reject(dumpHostStopped('not running'));
    return this.host.connection.request(method, params, options);
  }

  dispose(): void {
    const host = this.host;
    this.host = undefined;
    host?.stop();
  }

  private open(): void {
    this.change({ kind: 'opening' });
    let host: DumpHost;
    try {
      host = this.startHost();
    } catch (error) {
      this.fail(error);
      return;
    }
    this.host = host;
    host.stopped.listen((reason) => {
      if (this.host === host) this.hostStopped(reason);
    });
    const progress = (done: number, total: number): void => {
      if (this.host === host) this.change({ kind: 'opening', progress: { done, total } });
    };
    this.opening = new RequestCancellation();
    const options = { progress, cancellation: this.opening };
    host.connection.request('open', { path: this.path, debuginfoPaths: this.debuginfoPaths() }, options).then(
      (overview) => {
        if (this.host === host) this.change({ kind: 'open', overview });
      },
      (error: unknown) => {
        if (this.host === host) this.fail(error);
      },
    );
  }

  private hostStopped(reason: Error): void {
    this.host = undefined;
    const error = errorData(reason);
    const { overview } = this;
    this.change({ kind: 'stopped', error, remedies: remediesFor(error.code), ...(overview && { overview }) });
  }

  private fail(cause: unknown): void {
    const error = errorData(cause);
    this.change({ kind: 'failed', error, remedies: remediesFor(error.code) });
  }

  private change(state: DumpState): void {
    this.current = state;
    this.stateChanged.fire(state);
  }
}
