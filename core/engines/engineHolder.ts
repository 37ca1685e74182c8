import { CancellationSource, type CancellationToken } from '../base/cancellation';
import type { Emitter } from '../base/emitter';

interface Engine {
  readonly stopped: Emitter<Error>;
  dispose(): void;
}

/** An engine that is started when it is first needed, and again when it has stopped meanwhile. */
export class EngineHolder<Held extends Engine> {
  private starting: Promise<Held> | undefined;
  private held: Held | undefined;
  /** Of the start that goes on: who lets go meanwhile must not wait for its end. */
  private starter: CancellationSource | undefined;
  private isDisposed = false;

  constructor(private readonly start: (token: CancellationToken) => Promise<Held>) {}

  /** Undefined while it does not run. */
  get running(): Held | undefined {
    return this.held;
  }

  /** @throws VmcoreError why it does not start; asked again, it is tried again. */
  get(token?: CancellationToken): Promise<Held> {
    this.starting ??= this.begin(token);
    return this.starting;
  }

  dispose(): void {
    this.isDisposed = true;
    this.starter?.cancel();
    this.held?.dispose();
    this.held = undefined;
  }

  private async begin(token?: CancellationToken): Promise<Held> {
    const starter = new CancellationSource();
    const listening = token?.onCancel?.(() => {
      starter.cancel();
    });
    this.starter = starter;
    try {
      const engine = await this.start(starter);
      engine.stopped.listen(() => {
        this.forget();
      });
      if (this.isDisposed) engine.dispose();
      else this.held = engine;
      return engine;
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      listening?.dispose();
      this.starter = undefined;
    }
  }

  private forget(): void {
    this.starting = undefined;
    this.held = undefined;
  }
}
